import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import type { AttemptParts, ClaimedDelivery, TransportCheck } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, ok, type Result, secondMs } from "@tocsin/core/kernel";
import { domainOfMailbox } from "@tocsin/core/recipients";
import type { TransportStore } from "@tocsin/core/transports";
import { isMigrated, openStores } from "@tocsin/db";
import { renderMail } from "@tocsin/emails";
import { openQueue, sentenceOf } from "@tocsin/queue";
import { linkToken, loadSecretKey, openSeal, sha256 } from "@tocsin/secrets";
import type { Logger } from "pino";
import { startAllClear } from "./all-clear/all-clear.ts";
import type { Config } from "./config.ts";
import { openAttempt } from "./deliveries/attempt.ts";
import { composeMail } from "./deliveries/compose-mail.ts";
import { inTurns } from "./deliveries/in-turns.ts";
import { openKeepAlive } from "./deliveries/keep-alive.ts";
import { mayGoAsStored } from "./deliveries/present-right.ts";
import { openSuspects } from "./deliveries/suspects.ts";
import { startSweeper } from "./deliveries/sweeper.ts";
import { startEscalator } from "./escalations/escalator.ts";
import { startHeartbeat } from "./health/heartbeat.ts";
import { createMetrics } from "./health/metrics.ts";
import { startHealthServer } from "./health/server.ts";
import { startRoadWatch } from "./outages/road-watch.ts";
import { startReconciler } from "./reconciliation/reconciler.ts";
import { startPruner } from "./retention/pruner.ts";
import { startWarner } from "./silences/warner.ts";
import { openSecrets } from "./sources/open-secrets.ts";
import { startPoller } from "./sources/poller.ts";
import { startSilenceWatch } from "./sources/silence-watch.ts";
import { type Carrying, createCarrier } from "./transports/carrier.ts";
import { checkTransport } from "./transports/check.ts";
import { factsOfCarrying, factsOfSetting } from "./transports/facts.ts";
import { createTransport } from "./transports/index.ts";
import { createOtherRoads } from "./transports/other-roads.ts";
import { openChosen, readChoice, startTakingUp, type TakeUpParts } from "./transports/take-up.ts";

/**
 * Deliveries under way at once: many more than the transport's connections, because each waits for four commits, and
 * those that wait together share one.
 */
const concurrency = 128;
const stopWithinMs = 8 * secondMs;

export interface Working {
  stop(): Promise<void>;
}

/**
 * Opens everything, or says why it cannot; starts consuming and sweeping, and answers how to stop: last opened, first
 * closed.
 */
export const compose = async (
  config: Config,
  log: Logger,
  migrationsFolder: string,
  version: string,
): Promise<Result<Working, string>> => {
  const now = Date.now;
  const metrics = createMetrics(version);
  const path = databaseFile(config);
  const { redisUrl, storms } = config;
  const jobsEmbedded = redisUrl === undefined;
  const stores = openStores({ path, migrationsFolder, clock: now, jobsEmbedded, migrate: false, storms });
  const opened = await openQueue({
    redisUrl,
    jobs: stores.jobs,
    now,
    onTrouble: (trouble) => log.warn(trouble, sentenceOf(trouble)),
  });
  if (!opened.ok) {
    await stores.close();
    return opened;
  }
  const queue = opened.value;
  const { batches, requestLimits: limits } = stores;
  const { deliveries, tellings, transports, system, demo, sources } = stores;
  const announce = queue.add;
  const secret = readSecretKey(config);
  const takeUp: TakeUpParts = {
    ...config,
    ...choiceParts(config, transports),
    roads: { batches, mayGoAsStored: (id) => mayGoAsStored(tellings, id), limits, now },
    tokenOf: (deliveryId) => linkToken(secret, deliveryId),
    now,
  };
  const chosen = await openChosen(takeUp);
  const carrier = createCarrier(chosen.carrying, (error) => log.error({ err: error }, "A transport did not close"));
  const composeParts = { ...config, tellings, render: renderMail, now };
  const suspects = openSuspects(deliveries, now);
  const composeFrom = inTurns(
    ({ from, claimed }: { readonly from: string; readonly claimed: ClaimedDelivery }) =>
      suspects.prepare(claimed, () =>
        composeMail({ ...composeParts, mailFrom: from, mailDomain: domainOfMailbox(from) }, claimed),
      ),
    ({ claimed }) => suspects.proved(claimed),
  );
  let stopping = false;
  const parts: Omit<AttemptParts, "transport" | "compose"> = {
    deliveries: { ...deliveries, beginAttempt: suspects.beginAttempt },
    keepAlive: openKeepAlive(deliveries, now, (error) => log.warn({ err: error }, "A lease was not renewed")),
    announce,
    isStopping: () => stopping,
    now,
    random: Math.random,
  };
  const demoKeeper = createTransport({ kind: "capture", folder: takeUp.captureFolder }, takeUp.roads);
  const otherRoads = createOtherRoads(takeUp);
  const carryingFor = async (deliveryId: string, carrying: Carrying): Promise<Carrying> => {
    if (await demo.isDemo(deliveryId)) return { ...carrying, transport: demoKeeper };
    const via = await stores.outages.roadOf(asId<DeliveryId>(deliveryId));
    return via === null ? carrying : ((await otherRoads.carrying(via)) ?? carrying);
  };
  const roadWatch = startRoadWatch({ outages: stores.outages, others: otherRoads.names, announce, now }, log);
  const partsWith = ({ transport, from }: Carrying): AttemptParts => ({
    ...parts,
    transport,
    compose: (claimed) => composeFrom({ from, claimed }),
  });
  const consumer = queue.consume(
    { "delivery.attempt": openAttempt(carrier, { partsWith, carryingFor, onOutcome: roadWatch.saw }, metrics, log) },
    {
      concurrency,
      onError: (error, job) => log.error({ err: error, job: job?.id }, "A job failed; the sweep will see"),
    },
  );
  const sweepParts = {
    deliveries,
    announce,
    now,
    random: Math.random,
    afterDoubt: () => carrier.now().transport.afterDoubt,
  };
  const sweeper = startSweeper(sweepParts, metrics, log);
  const reconciler = startReconciler({ reconciliation: stores.reconciliation, now }, metrics, log);
  const escalator = startEscalator({ escalations: stores.escalations, announce, now }, log);
  const allClear = startAllClear(
    { allClear: stores.allClear, seal: takeUp.seal, allowedHosts: config.pollHosts, announce, now },
    log,
  );
  const warner = startWarner({ silences: stores.silences, announce, now }, log);
  const self = { id: randomUUID(), name: `${hostname()} ${process.pid}`, version, startedAt: now() };
  const environment = factsOfSetting(takeUp.environment);
  const heartbeat = startHeartbeat(
    system,
    () => ({ ...self, ...factsOfCarrying(carrier.now()), environment, queue: queue.state() }),
    log,
  );
  const takingUp = startTakingUp(takeUp, carrier, chosen.revision, () => void heartbeat.beat(), log);
  const poller = startPoller({
    ...stores,
    announce: (jobs) => {
      // Who cannot reach the queue is told of it by the queue itself; the sweep finds what is due.
      if (jobs.length > 0) announce(jobs).catch(() => undefined);
    },
    digest: sha256,
    openSecrets: openSecrets(takeUp.seal),
    allowedHosts: config.pollHosts,
    now,
    metrics,
    log,
  });
  const pruner = startPruner({ retention: stores.retention, keep: config.keep, now }, log);
  const silenceWatch = startSilenceWatch({ sources, now }, log);
  const health = config.metricsAt === null ? null : startHealthServer(metrics, config.metricsAt, log);
  const { kind, destination } = carrier.now().transport;
  log.info({ transport: kind, destination, queue: queue.state().driver }, "Working");
  return ok({
    stop: async () => {
      stopping = true;
      await health?.close();
      await pruner.stop();
      await silenceWatch.stop();
      await heartbeat.stop();
      await poller.stop();
      await takingUp.stop();
      await sweeper.stop();
      await warner.stop();
      await reconciler.stop();
      await escalator.stop();
      await allClear.stop();
      await consumer.stop(stopWithinMs);
      await roadWatch.stop();
      await carrier.close();
      await otherRoads.close();
      await demoKeeper.close();
      await queue.close();
      await stores.close();
    },
  });
};

export const databaseFile = ({ dataDir }: Config): string => join(dataDir, "tocsin.db");

const readSecretKey = ({ dataDir, secretKey }: Config): string => loadSecretKey({ ...secretKey, dataDir });

const choiceParts = (config: Config, transports: TransportStore) => ({
  transports,
  seal: openSeal(readSecretKey(config)),
  environment: { setting: config.transport, from: config.mailFrom },
  captureFolder: join(config.dataDir, "mail"),
  mailFrom: config.mailFrom,
});

/** A database that cannot be read has no choice to tell of; what is wrong with it is said by whoever looks at it. */
const canTellOfChoice = (path: string, migrationsFolder: string): boolean => {
  try {
    return isMigrated({ path, migrationsFolder });
  } catch {
    return false;
  }
};

/** Whether mail could be sent just now, by whatever carries it: the console's choice, where there is one. */
export const check = async (config: Config, migrationsFolder: string): Promise<TransportCheck> => {
  const path = databaseFile(config);
  if (!canTellOfChoice(path, migrationsFolder)) return checkTransport(config.transport);
  const stores = openStores({ path, migrationsFolder, clock: Date.now, jobsEmbedded: true, migrate: false });
  try {
    const { kind, carried } = await readChoice(choiceParts(config, stores.transports));
    if (carried.ok) return await checkTransport(carried.value.setting);
    const advice = "Enter its settings anew in the console, or give back the secret key of then.";
    return { kind, destination: "nowhere", ok: false, found: carried.problem, advice, serverTime: null };
  } finally {
    await stores.close();
  }
};

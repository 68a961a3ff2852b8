import { join, resolve } from "node:path";
import { err, ok, type Result } from "@tocsin/core/kernel";
import { domainOfMailbox } from "@tocsin/core/recipients";
import { openStores } from "@tocsin/db";
import { testConnection } from "@tocsin/outbound";
import { openQueue, sentenceOf } from "@tocsin/queue";
import {
  loadSecretKey,
  openPasswords,
  openSeal,
  SecretKeyFault,
  type SecretKeyPlace,
  setupTokenOf,
} from "@tocsin/secrets";
import type { Logger } from "pino";
import { startTakesSign } from "./all-clear/takes-sign.ts";
import { createApp } from "./app.ts";
import type { AppParts } from "./app-parts.ts";
import type { Config } from "./config.ts";
import { openEventHub } from "./events/hub.ts";
import { createMetrics } from "./health/metrics.ts";
import { startWatchdog } from "./health/watchdog.ts";
import { createSingleSignOn } from "./sign-in/single-sign-on.ts";

/** A password takes a core for some 50 ms; the rest of the machine goes on serving. */
const hashesAtOnce = 2;
/** Those who wait behind more than this many would have given up. */
const hashesWaitingMax = 100;

/** Everything that the api has open, and how to close it: what was opened last closes first. */
export interface Composed {
  readonly app: ReturnType<typeof createApp>;
  readonly setupToken: string;
  readonly isSetUp: () => Promise<boolean>;
  /** Tells where it listens; answers where people reach it. */
  listensAt(address: string): string;
  /** Ends the answers that would go on for ever, so that the server can stop. */
  release(): void;
  close(): Promise<void>;
}

/**
 * The only place that opens anything, or says why it cannot. `folders` are those that the program was built with.
 */
export const compose = async (
  config: Config,
  log: Logger,
  folders: { readonly migrations: string; readonly web: string },
  version: string,
): Promise<Result<Composed, string>> => {
  const dataDir = resolve(config.TOCSIN_DATA_DIR);
  const key = readSecretKey({ given: config.TOCSIN_SECRET_KEY, file: config.TOCSIN_SECRET_KEY_FILE, dataDir });
  if (!key.ok) return key;
  const secret = key.value;
  const setupToken = setupTokenOf(secret, config.TOCSIN_SETUP_TOKEN);
  const stores = openStores({
    path: join(dataDir, "tocsin.db"),
    migrationsFolder: folders.migrations,
    clock: Date.now,
    jobsEmbedded: config.REDIS_URL === undefined,
    migrate: true,
  });
  const opened = await openQueue({
    redisUrl: config.REDIS_URL,
    jobs: stores.jobs,
    now: Date.now,
    onTrouble: (trouble) => log.warn(trouble, sentenceOf(trouble)),
  });
  if (!opened.ok) {
    await stores.close();
    return opened;
  }
  const queue = opened.value;
  const announce: AppParts["announce"] = (jobs) => {
    if (jobs.length === 0) return;
    queue
      .add(jobs)
      // Told once by the queue itself; here it would be a line for every request.
      .catch((error: unknown) => log.debug({ err: error }, "The queue did not take jobs; the sweep will nudge"));
  };
  const { oldestDueAt } = stores.deliveries;
  const watchdog = startWatchdog({ oldestDueAt, now: Date.now, log });
  const takesSign = startTakesSign({ allClear: stores.allClear, now: Date.now, log });
  let publicUrl = config.TOCSIN_PUBLIC_URL ?? `http://${config.HOST}:${config.PORT}`;
  const hub = openEventHub({
    events: stores.events,
    standing: stores.deliveryQueries.standing,
    onFault: (fault) => log.warn({ err: fault }, "What has changed could not be looked at"),
  });
  const app = createApp({
    ...stores,
    hub,
    render: async (message, date) => {
      // Loaded at the first preview: what makes mails would slow every start for a route that few ever call.
      const { renderMail } = await import("@tocsin/emails");
      return renderMail(message, { from: config.MAIL_FROM, publicUrl }, date);
    },
    publicUrl: () => publicUrl,
    mailDomain: domainOfMailbox(config.MAIL_FROM),
    announce,
    queueState: queue.state,
    oldestDueAt,
    metrics: createMetrics({
      standing: stores.deliveryQueries.standing,
      sources: stores.sources.standing,
      polls: stores.polls.standing,
      reconciliation: stores.reconciliation.standing,
      road: stores.outages.road,
      now: Date.now,
      version,
    }),
    log,
    now: Date.now,
    later: (ms, work) => {
      const run = () =>
        work().catch((error: unknown) => log.warn({ err: error }, "A payload of the demo did not come in"));
      setTimeout(run, ms).unref();
    },
    pollHosts: config.TOCSIN_POLL_HOSTS,
    testConnection: (asked) => testConnection({ ...asked, allowedHosts: config.TOCSIN_POLL_HOSTS, now: Date.now }),
    passwords: openPasswords(hashesAtOnce, hashesWaitingMax),
    seal: openSeal(secret),
    secretKey: secret,
    singleSignOn: config.singleSignOn && createSingleSignOn(config.singleSignOn),
    setupToken,
    onSetUp: () => log.info("This installation is set up"),
    version,
    webFolder: folders.web,
    trustProxy: trustProxyOf(config.TRUST_PROXY),
  });
  return ok({
    app,
    setupToken,
    isSetUp: stores.accounts.isSetUp,
    listensAt: (address) => {
      publicUrl = config.TOCSIN_PUBLIC_URL ?? address;
      return publicUrl;
    },
    release: hub.close,
    close: async () => {
      watchdog.stop();
      await takesSign.stop();
      await queue.close();
      await stores.close();
    },
  });
};

const trustProxyOf = (text: string | undefined): number | string | false => {
  if (text === undefined) return false;
  return /^\d+$/.test(text) ? Number(text) : text;
};

const readSecretKey = (place: SecretKeyPlace): Result<string, string> => {
  try {
    return ok(loadSecretKey(place));
  } catch (error) {
    if (error instanceof SecretKeyFault) return err(error.message);
    throw error;
  }
};

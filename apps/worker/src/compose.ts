import { join } from "node:path";
import type { AttemptParts } from "@tocsin/core/deliveries";
import { ok, type Result, secondMs } from "@tocsin/core/kernel";
import { openStores } from "@tocsin/db";
import { renderMail } from "@tocsin/emails";
import { openQueue, sentenceOf } from "@tocsin/queue";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { openAttempt } from "./deliveries/attempt.ts";
import { composeMail } from "./deliveries/compose-mail.ts";
import { inTurns } from "./deliveries/in-turns.ts";
import { openKeepAlive } from "./deliveries/keep-alive.ts";
import { startSweeper } from "./deliveries/sweeper.ts";
import { createMetrics } from "./health/metrics.ts";
import { startHealthServer } from "./health/server.ts";
import { createTransport } from "./transports/index.ts";

/**
 * Deliveries under way at once: many more than the transport's connections, because each waits for three commits, and
 * those that wait together share one.
 */
const concurrency = 64;
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
  const { redisUrl } = config;
  const jobsEmbedded = redisUrl === undefined;
  const stores = openStores({ path, migrationsFolder, clock: now, jobsEmbedded, migrate: false });
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
  const transport = createTransport(config.transport, { batches, limits, now });
  const { deliveries, tellings } = stores;
  const announce = queue.add;
  const composeParts = { ...config, tellings, render: renderMail, now };
  const parts: AttemptParts = {
    deliveries,
    transport,
    compose: inTurns((claimed) => composeMail(composeParts, claimed)),
    keepAlive: openKeepAlive(deliveries, now, (error) => log.warn({ err: error }, "A lease was not renewed")),
    announce,
    now,
    random: Math.random,
  };
  const consumer = queue.consume(
    { "delivery.attempt": openAttempt(parts, metrics, log) },
    {
      concurrency,
      onError: (error, job) => log.error({ err: error, job: job?.id }, "A job failed; the sweep will see"),
    },
  );
  const { afterDoubt, kind, destination } = transport;
  const sweeper = startSweeper({ deliveries, announce, afterDoubt, now, random: Math.random }, metrics, log);
  const health = config.metricsAt === null ? null : startHealthServer(metrics, config.metricsAt, log);
  log.info({ transport: kind, destination, queue: queue.state().driver }, "Working");
  return ok({
    stop: async () => {
      await health?.close();
      await sweeper.stop();
      await consumer.stop(stopWithinMs);
      await transport.close();
      await queue.close();
      await stores.close();
    },
  });
};

export const databaseFile = ({ dataDir }: Config): string => join(dataDir, "tocsin.db");

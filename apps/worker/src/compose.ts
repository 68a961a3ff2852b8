import { join } from "node:path";
import type { AttemptParts } from "@tocsin/core/deliveries";
import { secondMs } from "@tocsin/core/kernel";
import { openStores } from "@tocsin/db";
import { renderMail } from "@tocsin/emails";
import { openEmbeddedQueue } from "@tocsin/queue";
import type { Logger } from "pino";
import type { Config } from "./config.ts";
import { openAttempt } from "./deliveries/attempt.ts";
import { composeMail } from "./deliveries/compose-mail.ts";
import { openKeepAlive } from "./deliveries/keep-alive.ts";
import { startSweeper } from "./deliveries/sweeper.ts";
import { createTransport } from "./transports/index.ts";

/** Deliveries under way at once; more than the transport's connections, so that composing overlaps with sending. */
const concurrency = 16;
const stopWithinMs = 8 * secondMs;

/** Opens everything, starts consuming and sweeping, and answers how to stop: last opened, first closed. */
export const compose = (config: Config, log: Logger, migrationsFolder: string): { stop(): Promise<void> } => {
  const now = Date.now;
  const path = databaseFile(config);
  const stores = openStores({ path, migrationsFolder, clock: now, jobsEmbedded: true, migrate: false });
  const queue = openEmbeddedQueue(stores.jobs, { now });
  const { batches, requestLimits: limits } = stores;
  const transport = createTransport(config.transport, { batches, limits, now });
  const { deliveries, tellings } = stores;
  const announce = queue.add;
  const composeParts = { ...config, tellings, render: renderMail, now };
  const parts: AttemptParts = {
    deliveries,
    transport,
    compose: (claimed) => composeMail(composeParts, claimed),
    keepAlive: openKeepAlive(deliveries, now, (error) => log.warn({ err: error }, "A lease was not renewed")),
    announce,
    now,
    random: Math.random,
  };
  const consumer = queue.consume(
    { "delivery.attempt": openAttempt(parts, log) },
    {
      concurrency,
      onError: (error, job) => log.error({ err: error, job: job?.id }, "A job failed; the sweep will see"),
    },
  );
  const { afterDoubt, kind, destination } = transport;
  const sweeper = startSweeper({ deliveries, announce, afterDoubt, now, random: Math.random }, log);
  log.info({ transport: kind, destination }, "Working");
  return {
    stop: async () => {
      await sweeper.stop();
      await consumer.stop(stopWithinMs);
      await transport.close();
      await queue.close();
      await stores.close();
    },
  };
};

export const databaseFile = ({ dataDir }: Config): string => join(dataDir, "tocsin.db");

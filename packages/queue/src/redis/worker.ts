import { type Job, Worker } from "bullmq";
import { Redis } from "ioredis";
import { faultText } from "./fault-text.ts";
import { place } from "./place.ts";

export interface OpenWorker {
  /** Resolves when Redis knows of every job that has ended. */
  fetchNoMore(): Promise<void>;
  /** At once, whatever is under way. */
  close(): Promise<void>;
}

export interface WorkerOptions {
  readonly url: string;
  readonly concurrency: number;
  readonly process: (job: Job) => Promise<void>;
  /** Called once, when the worker was closed because Redis refused it something. */
  readonly refused: (fault: string) => void;
  readonly onFault: (reason: string) => void;
}

/**
 * BullMQ's worker, which ends at the first refusal: left alone it asks again in the very same turn, without end.
 * A connection that is lost it waits for.
 */
export const openWorker = ({ url, concurrency, process, refused, onFault }: WorkerOptions): OpenWorker => {
  const client = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 100, 1_000),
    // Longer than a worker waits for a job. A connection that died without a word is found by it.
    socketTimeout: 15_000,
  });
  const worker = new Worker(place.name, process, {
    connection: client,
    prefix: place.prefix,
    concurrency,
    // A dead worker's jobs come back after these two; their claims are fenced in the database, so twice does no harm.
    lockDuration: 30_000,
    stalledInterval: 15_000,
    runRetryDelay: 1_000,
  });
  let closing: Promise<void> | null = null;
  const close = (): Promise<void> => {
    closing ??= worker.close(true).finally(() => client.disconnect());
    return closing;
  };
  const end = (error: Error): void => {
    void close().catch(() => {});
    refused(faultText(error));
  };
  worker.on("error", (error) => {
    if (closing !== null) return;
    if (isRefusal(error)) end(error);
    else if (!isLostConnection(error)) onFault(faultText(error));
  });
  worker.waitUntilReady().catch((error: Error) => {
    if (closing === null) end(error);
  });
  return { fetchNoMore: () => (closing === null ? worker.pause() : Promise.resolve()), close };
};

/** What Redis itself said no to: memory is full, a snapshot cannot be written, a password is wrong. */
const isRefusal = ({ name }: Error): boolean => name === "ReplyError";

/** Of these the link tells. */
const isLostConnection = ({ code, message }: NodeJS.ErrnoException): boolean =>
  code !== undefined || /connect|Socket timeout/i.test(message);

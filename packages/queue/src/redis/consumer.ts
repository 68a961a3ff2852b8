import { type Job, type JobName, jobPayloads } from "@tocsin/core/kernel";
import { type Job as BullJob, Worker } from "bullmq";
import { Redis } from "ioredis";
import type { ConsumeOptions, Consumer, Handlers } from "../queue.ts";
import { faultText } from "./fault-text.ts";
import { openHands } from "./hands.ts";
import { place } from "./place.ts";

export interface RedisConsumer extends Consumer {
  /** Runs jobs past Redis, as hands become free. More than it can hold in mind are left to the next sweep. */
  offer(jobs: readonly Job[]): void;
  /** Runs as many as could start at once. */
  offerToFreeHands(jobs: readonly Job[]): void;
}

/** As many as a sweep brings. */
const offeredMax = 1_000;
const restMs = 5_000;
/** How long a stop waits for Redis to be told of jobs that have ended. */
const farewellMs = 2_000;

/** Consumes by BullMQ's worker, opened anew when Redis refuses it something, since it would ask again without a pause. */
export const consumeFromRedis = (
  url: string,
  handlers: Handlers,
  { concurrency, onError }: ConsumeOptions,
  onFault: (reason: string) => void,
): RedisConsumer => {
  const hands = openHands(concurrency);
  const offered = new Set<string>();
  let stopped = false;
  let rest: NodeJS.Timeout | undefined;

  const run = async (job: Job): Promise<void> => {
    try {
      await handlers[job.name](job.payload);
    } catch (error) {
      onError(error, job);
    }
  };

  const process = async (held: BullJob): Promise<void> => {
    const job = jobOf(held);
    if (job === null) onFault(`a job of another version was dropped: ${String(held.name).slice(0, 100)}`);
    else await hands.work(() => run(job));
  };

  const refused = (fault: string): void => {
    onFault(fault);
    if (stopped) return;
    clearTimeout(rest);
    rest = setTimeout(() => {
      worker = openWorker(url, concurrency, process, refused, onFault);
    }, restMs);
  };

  let worker = openWorker(url, concurrency, process, refused, onFault);

  const offer = (jobs: readonly Job[]): void => {
    for (const job of jobs.slice(0, offeredMax - offered.size)) {
      if (stopped || offered.has(job.id)) continue;
      offered.add(job.id);
      void hands.work(() => run(job)).finally(() => offered.delete(job.id));
    }
  };

  return {
    offer,
    offerToFreeHands: (jobs) => offer(jobs.slice(0, hands.free)),
    stop: async (withinMs) => {
      stopped = true;
      clearTimeout(rest);
      const farewell = worker.fetchNoMore();
      await atMost(withinMs, hands.rest());
      await atMost(farewellMs, farewell);
      await worker.close();
    },
  };
};

interface OpenWorker {
  /** Resolves when Redis knows of every job that has ended. */
  fetchNoMore(): Promise<void>;
  /** At once, whatever is under way. */
  close(): Promise<void>;
}

/** `refused` is called once, when the worker has been closed because Redis refused it something. */
const openWorker = (
  url: string,
  concurrency: number,
  process: (job: BullJob) => Promise<void>,
  refused: (fault: string) => void,
  onFault: (reason: string) => void,
): OpenWorker => {
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
  const onFailure = (error: Error): void => {
    if (closing !== null) return;
    if (isRefusal(error)) {
      // At once: it asks again in the very same turn.
      void close().catch(() => {});
      refused(faultText(error));
    } else if (!isLostConnection(error)) onFault(faultText(error));
  };
  worker.on("error", onFailure);
  worker.waitUntilReady().catch((error: Error) => {
    if (closing !== null) return;
    void close().catch(() => {});
    refused(faultText(error));
  });
  return { fetchNoMore: () => (closing === null ? worker.pause() : Promise.resolve()), close };
};

/** What Redis itself said no to: memory is full, a snapshot cannot be written, a password is wrong. */
const isRefusal = ({ name }: Error): boolean => name === "ReplyError";

/** Of these the link tells. */
const isLostConnection = ({ code, message }: NodeJS.ErrnoException): boolean =>
  code !== undefined || /connect|Socket timeout/i.test(message);

/** Null where this version does not know the job, or it is not what its name says. */
const jobOf = ({ id, name, data, timestamp, delay }: BullJob): Job | null => {
  if (id === undefined || !Object.hasOwn(jobPayloads, name)) return null;
  const known = name as JobName;
  const payload = jobPayloads[known].safeParse(data);
  return payload.success ? { id, name: known, payload: payload.data, dueAt: timestamp + delay } : null;
};

const atMost = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const deadline = Promise.withResolvers<void>();
  const timer = setTimeout(deadline.resolve, ms);
  await Promise.race([work.catch(() => {}), deadline.promise]);
  clearTimeout(timer);
};

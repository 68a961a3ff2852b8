import { type Job, type JobName, jobPayloads } from "@tocsin/core/kernel";
import type { Job as BullJob } from "bullmq";
import type { ConsumeOptions, Consumer, Handlers } from "../queue.ts";
import { openHands } from "./hands.ts";
import { openWorker } from "./worker.ts";

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

/** Consumes by BullMQ's worker, opened anew some time after Redis refused it something. */
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
      worker = open();
    }, restMs);
  };

  const open = () => openWorker({ url, concurrency, process, refused, onFault });
  let worker = open();

  const offer = (jobs: readonly Job[]): void => {
    const others = jobs.filter(({ id }) => !offered.has(id));
    for (const job of others.slice(0, offeredMax - offered.size)) {
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

/** Null where this version does not know the job, or it is not what its name says. */
const jobOf = ({ id, name, data, timestamp, delay, priority }: BullJob): Job | null => {
  if (id === undefined || !Object.hasOwn(jobPayloads, name)) return null;
  const known = name as JobName;
  const payload = jobPayloads[known].safeParse(data);
  return payload.success
    ? { id, name: known, payload: payload.data, dueAt: timestamp + delay, urgent: priority === 0 }
    : null;
};

const atMost = async (ms: number, work: Promise<unknown>): Promise<void> => {
  const deadline = Promise.withResolvers<void>();
  const timer = setTimeout(deadline.resolve, ms);
  await Promise.race([work.catch(() => {}), deadline.promise]);
  clearTimeout(timer);
};

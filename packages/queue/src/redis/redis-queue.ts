import { err, type Job, ok, type Result } from "@tocsin/core/kernel";
import { type BulkJobOptions, Queue as BullQueue } from "bullmq";
import type { Queue } from "../queue.ts";
import { consumeFromRedis, type RedisConsumer } from "./consumer.ts";
import { openCourier } from "./courier.ts";
import { faultText } from "./fault-text.ts";
import { evictionText, type Link, openLink } from "./link.ts";
import { place } from "./place.ts";
import { openFaultTeller, type QueueTrouble } from "./trouble.ts";

export interface RedisQueueOptions {
  readonly now: () => number;
  /** Told, in words without secrets, when Redis goes away, comes back, or does not do as it is told. */
  readonly onTrouble: (trouble: QueueTrouble) => void;
}

/** How long a start waits for a first answer before it goes on without. */
const firstAnswerMs = 2_000;
const handOverMs = 5_000;
/** So many at a time: making them ready holds up whatever else the program has to do. */
const chunk = 200;
/** Twice what a sweep brings. */
const waitingMax = 2_000;
/** A job so late, while a hand is free, is one that Redis has lost sight of. */
const lateMs = 30_000;

/**
 * The queue on Redis, moved by BullMQ. A server that cannot be reached is no reason not to start; one that evicts what it
 * is given is, and the problem names the fix. Where Redis takes nothing, whoever consumes works its own jobs off directly.
 */
export const openRedisQueue = async (url: string, options: RedisQueueOptions): Promise<Result<Queue, string>> => {
  const { now, onTrouble } = options;
  const tell = (reason: string | null) => onTrouble(reason === null ? { kind: "back" } : { kind: "away", reason });
  const link = openLink(url, tell);
  await link.answered(firstAnswerMs);
  const policy = link.evicts();
  if (policy !== null) {
    link.close();
    return err(`REDIS_URL: this Redis cannot carry the queue: ${evictionText(policy)}`);
  }
  const queue = openBullQueue(link);
  const courier = openCourier({ hand: openHand(link, queue, now), waitingMax });
  const consumers = new Set<RedisConsumer>();

  return ok({
    add: async (jobs) => {
      if (jobs.length === 0) return;
      const [consumer] = consumers;
      consumer?.offerToFreeHands(lostSightOf(jobs, now()));
      try {
        await courier.add(jobs);
      } catch (error) {
        if (consumer === undefined) throw error;
        // Those that are not due yet are found by the sweep when they are.
        consumer.offer(jobs.filter(({ dueAt }) => dueAt <= now()));
      }
    },
    consume: (handlers, consumeOptions) => {
      const consumer = consumeFromRedis(url, handlers, consumeOptions, openFaultTeller(onTrouble, now));
      consumers.add(consumer);
      return {
        stop: async (withinMs) => {
          consumers.delete(consumer);
          await consumer.stop(withinMs);
        },
      };
    },
    state: () => ({ driver: "redis", status: link.ok ? "ok" : "away" }),
    close: async () => {
      await courier.close();
      link.close();
    },
  });
};

/** What is late, and before it what is urgent and due: late ones must not take every hand that Redis has urgent work for. */
const lostSightOf = (jobs: readonly Job[], now: number): readonly Job[] => {
  const late = jobs.filter(({ dueAt, urgent }) => !urgent && dueAt <= now - lateMs);
  const urgent = jobs.filter((job) => job.urgent && job.dueAt <= (late.length > 0 ? now : now - lateMs));
  return [...urgent, ...late];
};

const openBullQueue = (link: Link): BullQueue => {
  const queue = new BullQueue(place.name, {
    connection: link.client,
    prefix: place.prefix,
    // The link asks what it needs to know at each connection; an answer that BullMQ missed would disable it for good.
    skipVersionCheck: true,
    // Nobody reads the events of jobs.
    streams: { events: { maxLen: 100 } },
  });
  // The link hears the same.
  queue.on("error", () => {});
  return queue;
};

const openHand =
  (link: Link, queue: BullQueue, now: () => number) =>
  async (jobs: readonly Job[]): Promise<void> => {
    const blocked = link.blocked();
    if (blocked !== null) throw new Error(`Redis is away: ${blocked}`);
    try {
      await within(handOverMs, handOver(link, queue, jobs, now()));
      link.went(null);
    } catch (error) {
      link.went(faultText(error));
      throw new Error(`Redis took no jobs: ${faultText(error)}`);
    }
  };

/** Asks first which jobs are held: a sweep nudges many that are, and asking costs a fraction of adding. */
const handOver = async ({ client }: Link, queue: BullQueue, jobs: readonly Job[], now: number): Promise<void> => {
  for (let start = 0; start < jobs.length; start += chunk) {
    const some = jobs.slice(start, start + chunk);
    const held = await client.pipeline(some.map(({ id }) => ["exists", queue.toKey(id)])).exec();
    const unknown = some.filter((_job, index) => held?.[index]?.[1] !== 1);
    if (unknown.length > 0) await queue.addBulk(unknown.map((job) => bulkJob(job, now)));
  }
};

const bulkJob = ({ id, name, payload, dueAt, urgent }: Job, now: number) => {
  const opts: BulkJobOptions = {
    jobId: id,
    timestamp: Math.floor(now),
    // Those without a priority come before all that have one.
    ...(!urgent && { priority: 1 }),
    delay: Math.max(0, Math.ceil(dueAt) - Math.floor(now)),
    // One job, one attempt: whether there is another, the database decides.
    attempts: 1,
    removeOnComplete: true,
    removeOnFail: true,
  };
  return { name, data: payload, opts };
};

const within = async (ms: number, work: Promise<void>): Promise<void> => {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`it did not answer within ${ms} ms`)), ms);
  await Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
};

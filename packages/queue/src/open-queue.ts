import { type JobStore, ok, type Result } from "@tocsin/core/kernel";
import { openEmbeddedQueue } from "./embedded.ts";
import type { Queue } from "./queue.ts";
import type { RedisQueueOptions } from "./redis/redis-queue.ts";

export interface OpenQueueOptions extends RedisQueueOptions {
  /** Absent, the queue is embedded. Its password goes nowhere but to Redis. */
  readonly redisUrl: string | undefined;
  readonly jobs: JobStore;
}

/** The queue that the environment asks for, or why it cannot be had. */
export const openQueue = async ({ redisUrl, jobs, ...options }: OpenQueueOptions): Promise<Result<Queue, string>> => {
  if (redisUrl === undefined) return ok(openEmbeddedQueue(jobs, options));
  // Loaded where it is asked for: most installations have no Redis, and every start would pay for its client.
  const { openRedisQueue } = await import("./redis/redis-queue.ts");
  return openRedisQueue(redisUrl, options);
};

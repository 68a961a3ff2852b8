import { type JobStore, ok, type Result } from "@tocsin/core/kernel";
import { openEmbeddedQueue } from "./embedded.ts";
import type { Queue } from "./queue.ts";
import { openRedisQueue, type RedisQueueOptions } from "./redis/redis-queue.ts";

export interface OpenQueueOptions extends RedisQueueOptions {
  /** Absent, the queue is embedded. Its password goes nowhere but to Redis. */
  readonly redisUrl: string | undefined;
  readonly jobs: JobStore;
}

/** The queue that the environment asks for, or why it cannot be had. */
export const openQueue = async ({ redisUrl, jobs, ...options }: OpenQueueOptions): Promise<Result<Queue, string>> =>
  redisUrl === undefined ? ok(openEmbeddedQueue(jobs, options)) : openRedisQueue(redisUrl, options);

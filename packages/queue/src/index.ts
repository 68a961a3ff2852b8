export { type EmbeddedOptions, openEmbeddedQueue } from "./embedded.ts";
export { type OpenQueueOptions, openQueue } from "./open-queue.ts";
export type { ConsumeOptions, Consumer, Handlers, Queue, QueueState } from "./queue.ts";
export { openRedisQueue, type QueueTrouble, type RedisQueueOptions, sentenceOf } from "./redis/redis-queue.ts";

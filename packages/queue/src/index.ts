export { type EmbeddedOptions, openEmbeddedQueue } from "./embedded.ts";
export { type OpenQueueOptions, openQueue } from "./open-queue.ts";
export type { ConsumeOptions, Consumer, Handlers, Queue, QueueState } from "./queue.ts";
export { inspectRedis, type RedisFacts } from "./redis/inspect.ts";
export { type QueueTrouble, sentenceOf } from "./redis/trouble.ts";

export { type EmbeddedOptions, openEmbeddedQueue } from "./embedded.ts";
export type { ConsumeOptions, Consumer, Handlers, Queue } from "./queue.ts";
export { inspectRedis, type RedisFacts } from "./redis/inspect.ts";

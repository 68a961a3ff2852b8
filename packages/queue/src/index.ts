export { type EmbeddedOptions, openEmbeddedQueue } from "./embedded.ts";
export type { Consumer, ConsumeOptions, Handlers, Queue } from "./queue.ts";

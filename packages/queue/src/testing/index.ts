export { memoryJobStore } from "./memory-job-store.ts";
export { type QueueUnderTest, queueContract } from "./queue-contract.ts";

export { memoryJobStore } from "./memory-job-store.ts";
export { queueContract, type QueueUnderTest } from "./queue-contract.ts";

export * from "./chain.ts";
export * from "./contract.ts";
export * from "./entry.ts";
export * from "./objects.ts";
export * from "./ports.ts";

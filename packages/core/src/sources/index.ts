export * from "./contract.ts";
export * from "./poll/index.ts";
export * from "./ports.ts";
export * from "./source.ts";

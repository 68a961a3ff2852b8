export * from "./contract.ts";
export * from "./source.ts";
export * from "./ports.ts";

export * from "./contract.ts";
export * from "./ports.ts";

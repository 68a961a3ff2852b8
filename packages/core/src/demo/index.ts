export * from "./attack.ts";
export * from "./contract.ts";
export * from "./ports.ts";

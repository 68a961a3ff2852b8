export * from "./contract.ts";
export * from "./ports.ts";
export * from "./silence.ts";

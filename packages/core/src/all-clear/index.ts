export * from "./all-clear.ts";
export * from "./contract.ts";
export * from "./ports.ts";

export * from "./contract.ts";
export * from "./decide-change.ts";
export * from "./ports.ts";
export * from "./take-in.ts";

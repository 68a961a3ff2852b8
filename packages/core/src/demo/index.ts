export * from "./attack.ts";
export * from "./ports.ts";

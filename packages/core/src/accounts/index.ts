export * from "./ports.ts";
export * from "./setup.ts";

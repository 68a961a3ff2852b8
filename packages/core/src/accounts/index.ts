export * from "./setup.ts";
export * from "./ports.ts";

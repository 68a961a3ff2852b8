export * from "./contract.ts";
export * from "./ports.ts";
export * from "./staircase.ts";
export * from "./transport-settings.ts";

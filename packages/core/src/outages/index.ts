export * from "./outage.ts";
export * from "./ports.ts";

export * from "./contract.ts";
export * from "./organization.ts";
export * from "./ports.ts";

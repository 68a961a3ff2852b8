export * from "./contract.ts";
export * from "./device-group.ts";
export * from "./membership.ts";
export * from "./ports.ts";
export * from "./visible.ts";

export * from "./candidates.ts";
export * from "./contract.ts";
export * from "./decide.ts";
export * from "./notification-rule.ts";
export * from "./ports.ts";

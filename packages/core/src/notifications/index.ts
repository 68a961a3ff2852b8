export * from "./contract.ts";
export * from "./explain.ts";
export * from "./fold-changes.ts";
export * from "./plan.ts";
export * from "./ports.ts";
export * from "./project.ts";
export * from "./receive-right.ts";
export * from "./to-message.ts";

export * from "./candidates.ts";
export * from "./contract.ts";
export * from "./coverage.ts";
export * from "./decide.ts";
export * from "./flip.ts";
export * from "./notification-rule.ts";
export * from "./ports.ts";
export * from "./rule-place.ts";
export type { DecisionContext, ReceiveRight } from "./verdicts.ts";

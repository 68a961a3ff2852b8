export * from "./attempt-delivery.ts";
export * from "./contract.ts";
export * from "./delivery.ts";
export * from "./next-step.ts";
export * from "./outcome.ts";
export * from "./ports.ts";
export * from "./sweep.ts";
export * from "./transport.ts";

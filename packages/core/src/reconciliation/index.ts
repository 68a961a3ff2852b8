export * from "./contract.ts";
export * from "./pass.ts";
export * from "./ports.ts";
export * from "./reconcile.ts";

export * from "./causes.ts";
export * from "./contract.ts";
export * from "./judge-answer.ts";
export * from "./next-run.ts";
export * from "./ports.ts";
export * from "./setting.ts";
export * from "./state.ts";
export * from "./walk.ts";

export * from "./contract.ts";
export * from "./decide-change.ts";
export * from "./parse-json.ts";
export * from "./ports.ts";
export * from "./preview-contract.ts";
export * from "./preview-payload.ts";
export * from "./take-in.ts";
export * from "./write-json.ts";

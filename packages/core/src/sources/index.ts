export * from "./contract.ts";
export * from "./source.ts";

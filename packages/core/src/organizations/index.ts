export * from "./contract.ts";
export * from "./organization.ts";

export * from "./activities.ts";
export * from "./authorize.ts";
export * from "./choose-organization.ts";
export * from "./contract.ts";
export * from "./demand.ts";
export * from "./rights.ts";
export * from "./roles.ts";
export * from "./verbs.ts";

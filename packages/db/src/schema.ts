/** Every table, for the migration generator. */
export * from "./accounts/tables.ts";
export * from "./all-clear/tables.ts";
export * from "./audit/tables.ts";
export * from "./deliveries/tables.ts";
export * from "./device-groups/tables.ts";
export * from "./incidents/tables.ts";
export * from "./jobs/tables.ts";
export * from "./notification-rules/tables.ts";
export * from "./notifications/tables.ts";
export * from "./organizations/tables.ts";
export * from "./outages/tables.ts";
export * from "./recipients/tables.ts";
export * from "./reconciliation/tables.ts";
export * from "./silences/tables.ts";
export * from "./sources/tables.ts";
export * from "./system/tables.ts";
export * from "./transports/tables.ts";

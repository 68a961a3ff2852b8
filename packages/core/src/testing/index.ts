export * from "./deliveries.ts";
export * from "./digest.ts";
export * from "./fake-deliveries.ts";
export * from "./fold-payloads.ts";
export * from "./incidents.ts";
export * from "./moments.ts";
export * from "./notification-rules.ts";
export * from "./organizations.ts";

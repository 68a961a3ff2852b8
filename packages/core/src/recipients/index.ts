export * from "./address.ts";
export * from "./recipient.ts";

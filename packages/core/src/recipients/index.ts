export * from "./address.ts";
export * from "./recipient.ts";
export * from "./ports.ts";

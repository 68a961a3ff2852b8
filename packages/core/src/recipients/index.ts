export * from "./address.ts";
export * from "./contract.ts";
export * from "./mute.ts";
export * from "./ports.ts";
export * from "./recipient.ts";

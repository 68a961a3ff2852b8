export * from "./contract.ts";
export * from "./poll/index.ts";
export * from "./ports.ts";
export * from "./signed-message.ts";
export * from "./signs-of-life.ts";
export * from "./source.ts";

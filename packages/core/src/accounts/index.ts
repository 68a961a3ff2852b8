export * from "./contract.ts";
export * from "./guesses.ts";
export * from "./links.ts";
export * from "./network.ts";
export * from "./ports.ts";
export * from "./session.ts";
export * from "./setup.ts";
export * from "./sign-in-ports.ts";

export * from "./setup.ts";

export * from "./environment.ts";
export * from "./secret-files.ts";

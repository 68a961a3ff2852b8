export * from "./catalog.ts";
export * from "./choose-language.ts";
export * from "./language-context.tsx";

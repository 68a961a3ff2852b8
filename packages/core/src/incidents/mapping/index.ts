export * from "./field-mapping.ts";
export * from "./paths-in.ts";
export * from "./suggest-mapping.ts";

export * from "./commit-on-every-read.ts";
export * from "./open-test-stores.ts";
export * from "./plan-of.ts";
export * from "./scene.ts";
export * from "./temporary-folder.ts";
export * from "./walk.ts";

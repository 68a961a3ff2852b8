import { fileURLToPath } from "node:url";
import type { StormLimits } from "@tocsin/core/deliveries";
import { openParts, type Stores, storesOver } from "../open-stores.ts";
import type { StoreParts } from "../store-parts.ts";

export const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));

export interface TestStores extends Stores, AsyncDisposable {
  /** What the stores share, for a look at the rows themselves. */
  readonly parts: StoreParts;
}

export interface TestOptions {
  readonly path?: string;
  readonly clock?: () => number;
  readonly jobsEmbedded?: boolean;
  readonly storms?: StormLimits;
}

/** Migrated stores by the production opener: in memory, or in a file where several processes are the point. */
export const openTestStores = ({
  path = ":memory:",
  clock = Date.now,
  jobsEmbedded = true,
  storms,
}: TestOptions = {}): TestStores => {
  const parts = openParts({ path, migrationsFolder, clock, jobsEmbedded, storms, migrate: true });
  const stores = storesOver(parts);
  return { ...stores, parts, [Symbol.asyncDispose]: () => stores.close() };
};

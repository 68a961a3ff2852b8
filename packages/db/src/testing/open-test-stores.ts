import { fileURLToPath } from "node:url";
import type { StormLimits } from "@tocsin/core/deliveries";
import { migrate } from "../migrate.ts";
import { openConnection } from "../open.ts";
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

let image: Buffer | null = null;

/** A database that is migrated and empty. Made once, since making it takes longer than most tests. */
const emptyDatabase = (): Buffer => {
  if (image !== null) return image;
  const { sqlite } = openConnection(":memory:");
  migrate({ sqlite }, migrationsFolder);
  image = sqlite.serialize();
  sqlite.close();
  return image;
};

/** Migrated stores by the production opener: in memory, or in a file where several processes are the point. */
export const openTestStores = ({
  path,
  clock = Date.now,
  jobsEmbedded = true,
  storms,
}: TestOptions = {}): TestStores => {
  const parts = openParts({
    path: path ?? emptyDatabase(),
    migrationsFolder,
    clock,
    jobsEmbedded,
    storms,
    migrate: true,
  });
  const stores = storesOver(parts);
  return { ...stores, parts, [Symbol.asyncDispose]: () => stores.close() };
};

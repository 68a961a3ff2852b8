import { fileURLToPath } from "node:url";
import { openStores, type Stores } from "../open-stores.ts";

export const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));

export interface TestStores extends Stores, AsyncDisposable {}

/** Migrated stores by the production opener: in memory, or in a file where several processes are the point. */
export const openTestStores = ({
  path = ":memory:",
  clock = Date.now,
  jobsEmbedded = true,
}: {
  readonly path?: string;
  readonly clock?: () => number;
  readonly jobsEmbedded?: boolean;
} = {}): TestStores => {
  const stores = openStores({ path, migrationsFolder, clock, jobsEmbedded, migrate: true });
  return { ...stores, [Symbol.asyncDispose]: () => stores.close() };
};

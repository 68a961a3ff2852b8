import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Act } from "@tocsin/core/audit";
import { hourMs, type Result, secondMs } from "@tocsin/core/kernel";
import {
  type BackedUp,
  backUp,
  type HeldAfterRestore,
  holdAlone,
  inspectDatabase,
  inspectVersions,
  isMigrated,
  openStores,
  prepareRestored,
  type Stores,
} from "@tocsin/db";
import { inspectRedis, type RedisFacts } from "@tocsin/queue";
import { CommandFault } from "./command.ts";
import type { Config } from "./config.ts";

const migrationsFolder = join(import.meta.dirname, "../../..", "packages/db/migrations");

/** The stores of an installation, closed at the end of the block that uses them. */
export type Installation = Stores & AsyncDisposable;

/**
 * Opens the database beside the programs that may run on it. Ends the command where there is none, or where its tables
 * are not this program's: only the api migrates.
 */
export const openInstallation = ({ database, redisUrl }: Config): Installation => {
  refuseMissing(database);
  if (!isMigrated({ path: database, migrationsFolder })) {
    throw new CommandFault(
      1,
      `${database} is of an older version: start the api of this version, which brings it up to date`,
    );
  }
  const stores = openStores({
    path: database,
    migrationsFolder,
    clock: Date.now,
    // Without an embedded queue nobody would take these rows; the worker's sweep finds what is due.
    jobsEmbedded: redisUrl === undefined,
    migrate: false,
  });
  return { ...stores, [Symbol.asyncDispose]: () => stores.close() };
};

/** Copies the database into a file that must not exist yet; others may go on writing to it. */
export const copyDatabase = ({ database }: Config, to: string): BackedUp => {
  refuseMissing(database);
  return backUp({ from: database, to, clock: Date.now });
};

/** Looks at the database without changing anything. */
export const lookAtDatabase = ({ database }: Config, now: number) =>
  inspectDatabase({ path: database, migrationsFolder, now, failedSince: now - 24 * hourMs });

export const lookAtVersions = inspectVersions;

/** Asks the Redis that the queue is on; null where the queue is embedded. */
export const lookAtRedis = async ({ redisUrl }: Config): Promise<Result<RedisFacts, string> | null> =>
  redisUrl === undefined ? null : inspectRedis(redisUrl, redisWithinMs);

const redisWithinMs = 5 * secondMs;

/** Makes a copy fit to run from, holding what could still be mailed. */
export const prepareCopy = (path: string, takenAt: number, act: Act): HeldAfterRestore | "newer" =>
  prepareRestored({ path, migrationsFolder, takenAt, now: Date.now(), act });

/** Keeps programs out of the database until it is let go; null where one runs. */
export const keepProgramsOut = ({ database }: Config): { letGo(): void } | null => holdAlone(database);

const refuseMissing = (database: string): void => {
  if (existsSync(database)) return;
  throw new CommandFault(
    1,
    `There is no ${database}: TOCSIN_DATA_DIR names another folder, or Tocsin was not started yet`,
  );
};

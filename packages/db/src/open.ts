import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import SQLite from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { assertNodeVersion } from "./node-version.ts";

export type Sqlite = SQLite.Database;
export type Drizzle = ReturnType<typeof drizzle<Record<string, never>>>;

/** One connection, and drizzle's view of it. */
export interface Connection {
  readonly sqlite: Sqlite;
  readonly db: Drizzle;
}

// Older versions can corrupt a WAL that two connections write to (sqlite.org, release notes of 3.51.3).
const sqliteOldest = [3, 51, 3] as const;

/** How long a statement waits for another process's commit; it blocks the event loop, so longer waits are the writer's. */
const busyTimeoutMs = 100;

/**
 * Opens the database file, or `:memory:`. Every connection is durable (`synchronous=FULL`): better-sqlite3 is compiled
 * so that only the connection which switches to WAL would be, and the next ones would not, so it is set and asserted.
 */
export const openConnection = (path: string): Connection => {
  assertNodeVersion();
  if (path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const sqlite = new SQLite(path, { timeout: busyTimeoutMs });
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma("synchronous = FULL");
  sqlite.pragma("foreign_keys = ON");
  assertDurable(sqlite);
  assertVersion(sqlite);
  return { sqlite, db: drizzle(sqlite) };
};

const assertDurable = (sqlite: Sqlite): void => {
  if (sqlite.pragma("synchronous", { simple: true }) !== 2) throw new Error("SQLite refuses synchronous=FULL");
};

const assertVersion = (sqlite: Sqlite): void => {
  const version = String(sqlite.prepare("select sqlite_version()").pluck().get());
  const found = version.split(".").map(Number);
  const difference = sqliteOldest.map((part, i) => (found[i] ?? 0) - part).find((d) => d !== 0) ?? 0;
  if (difference < 0) throw new Error(`SQLite ${version} is too old: ${sqliteOldest.join(".")} is needed`);
};

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import SQLite from "better-sqlite3";
import { assertNodeVersion } from "./node-version.ts";
import { type Drizzle, openDrizzle } from "./steady-drizzle.ts";

export type Sqlite = SQLite.Database;
export type { Drizzle };

/** One connection, and drizzle's view of it. */
export interface Connection {
  readonly sqlite: Sqlite;
  readonly db: Drizzle;
}

// Older versions can corrupt a WAL that two connections write to (sqlite.org, release notes of 3.51.3).
const sqliteOldest = [3, 51, 3] as const;

/** How long a statement waits for another process's commit; it blocks the event loop, so longer waits are the writer's. */
export const busyTimeoutMs = 100;

/**
 * How many pages the log takes before whoever commits copies them into the database: 16 MiB. In a burst the same pages are
 * written again and again, and copied once each time; beyond this a commit that copies keeps others waiting for longer than it saves.
 */
const checkpointPages = 4_000;

/**
 * Opens the database file, `:memory:`, or a copy in memory of a database's bytes. Every connection is durable
 * (`synchronous=FULL`): better-sqlite3 is compiled so that only the connection which switches to WAL would be, and the next
 * ones would not, so it is set and asserted.
 */
export const openConnection = (path: string | Buffer): Connection => {
  assertNodeVersion();
  if (typeof path === "string" && path !== ":memory:") mkdirSync(dirname(path), { recursive: true });
  const sqlite = new SQLite(path, { timeout: busyTimeoutMs });
  try {
    assertSqliteVersion(String(sqlite.prepare("select sqlite_version()").pluck().get()));
    switchToWal(sqlite);
    sqlite.pragma("synchronous = FULL");
    sqlite.pragma("foreign_keys = ON");
    // A savepoint keeps each page as it was; beyond 64 KiB that is a file, and a write of 4 KiB for each page, unless in memory.
    sqlite.pragma("temp_store = MEMORY");
    sqlite.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    assertDurable(sqlite);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return { sqlite, db: openDrizzle(sqlite) };
};

/** Opens a file that exists only to look at it: nothing about it is changed, so it is in nobody's way. */
export const openForReading = (path: string): Sqlite => {
  assertNodeVersion();
  return new SQLite(path, { timeout: busyTimeoutMs, readonly: true });
};

/**
 * Of processes that make the same file together, one switches and the others are refused at once, without the busy
 * timeout. The wait blocks, but nothing runs in a process that is still opening its database.
 */
const switchToWal = (sqlite: Sqlite): void => {
  const giveUpAt = performance.now() + switchWaitMs;
  for (;;) {
    try {
      const mode = sqlite.pragma("journal_mode = WAL", { simple: true });
      if (mode === "wal" || sqlite.memory) return;
      throw new Error(`SQLite cannot keep a WAL at ${sqlite.name}: it needs a local disk`);
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, switchRetryMs);
    }
  }
};

const switchWaitMs = 10_000;
const switchRetryMs = 5;

/** Whether another connection held the database at that moment. */
export const isBusy = (error: unknown): boolean => codeOf(error).startsWith("SQLITE_BUSY");

/** SQLite's name for what went wrong, also where drizzle has wrapped it; empty where it is no error of SQLite. */
export const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "";
  return "code" in error && typeof error.code === "string" ? error.code : codeOf(error.cause);
};

const assertDurable = (sqlite: Sqlite): void => {
  if (sqlite.pragma("synchronous", { simple: true }) !== 2) throw new Error("SQLite refuses synchronous=FULL");
};

export const assertSqliteVersion = (version: string): void => {
  const found = version.split(".").map(Number);
  const difference = sqliteOldest.map((part, i) => (found[i] ?? 0) - part).find((d) => d !== 0) ?? 0;
  if (difference < 0) throw new Error(`SQLite ${version} is too old: ${sqliteOldest.join(".")} is needed`);
};

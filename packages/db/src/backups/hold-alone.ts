import { existsSync } from "node:fs";
import SQLite from "better-sqlite3";
import { assertNodeVersion } from "../node-version.ts";
import { isBusy } from "../open.ts";

/**
 * Takes a database for this process alone, so that no program can open it until it is let go: null where one has it
 * open now. The locks are SQLite's own, so a program that was killed holds none. A file that is no database, or not
 * there, is nobody's.
 */
export const holdAlone = (path: string): { letGo(): void } | null => {
  assertNodeVersion();
  if (!existsSync(path)) return { letGo: () => {} };
  const sqlite = new SQLite(path, { timeout: 0 });
  try {
    // In this mode the lock of the first transaction is kept until the connection closes.
    sqlite.pragma("locking_mode = EXCLUSIVE");
    sqlite.exec("BEGIN IMMEDIATE; COMMIT");
    return { letGo: () => sqlite.close() };
  } catch (error) {
    sqlite.close();
    if (isBusy(error)) return null;
    if (isNoDatabase(error)) return { letGo: () => {} };
    throw error;
  }
};

const isNoDatabase = (error: unknown): boolean =>
  error instanceof SQLite.SqliteError && (error.code === "SQLITE_NOTADB" || error.code === "SQLITE_CORRUPT");

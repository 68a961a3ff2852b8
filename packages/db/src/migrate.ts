import { migrate as applyAll } from "drizzle-orm/better-sqlite3/migrator";
import { readMigrationFiles } from "drizzle-orm/migrator";
import type { Connection } from "./open.ts";

/**
 * Brings the tables to this program's version. The lock is SQLite's own: whoever comes second waits, then finds
 * nothing to do. Migrations expand and contract only, so that an older process can go on while a newer one starts.
 */
export const migrate = ({ sqlite, db }: Connection, migrationsFolder: string): void => {
  // Two processes that start together would both read an empty journal; an exclusive lock makes the second one wait.
  sqlite.pragma(`busy_timeout = ${migrationWaitMs}`);
  try {
    if (appliedVersion(sqlite) === latestVersion(migrationsFolder)) return;
    applyAll(db, { migrationsFolder });
  } finally {
    sqlite.pragma(`busy_timeout = ${normalWaitMs}`);
  }
};

/** The version of the tables, as the moment at which its migration was made; 0 before the first. */
export const appliedVersion = (sqlite: Connection["sqlite"]): number => {
  const exists = sqlite
    .prepare("select 1 from sqlite_master where type = 'table' and name = '__drizzle_migrations'")
    .get();
  if (exists === undefined) return 0;
  return Number(sqlite.prepare("select coalesce(max(created_at), 0) from __drizzle_migrations").pluck().get());
};

/** The version that this program was built for. */
export const latestVersion = (migrationsFolder: string): number =>
  readMigrationFiles({ migrationsFolder }).reduce((latest, { folderMillis }) => Math.max(latest, folderMillis), 0);

const migrationWaitMs = 60_000;
const normalWaitMs = 100;

import type { Database } from "better-sqlite3";
import { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { BetterSQLiteSession } from "drizzle-orm/better-sqlite3/session";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";

export type Drizzle = BetterSQLite3Database<Record<string, never>> & { readonly $client: Database };

/**
 * Writes each parameter as `+?`, which is the same value: a plus changes nothing, of whatever type it is (sqlite.org,
 * "Expressions"). But where a statement compares a bare `?` and joins, sorts or groups, SQLite looks at what is bound while
 * it plans, and therefore plans anew at every run: that took half of the time of reading what a mail is made of.
 */
class SteadyDialect extends SQLiteSyncDialect {
  override escapeParam(): string {
    return "+?";
  }
}

/** Drizzle's view of a connection, whose statements are planned once, whatever is bound to them. */
export const openDrizzle = (client: Database): Drizzle => {
  const dialect = new SteadyDialect();
  const session = new BetterSQLiteSession<Record<string, never>, Record<string, never>>(client, dialect, undefined);
  return Object.assign(new BetterSQLite3Database<Record<string, never>>("sync", dialect, session, undefined), {
    $client: client,
  });
};

import type { Database } from "better-sqlite3";
import { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { BetterSQLiteSession, type PreparedQuery } from "drizzle-orm/better-sqlite3/session";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import type { PreparedQueryConfig } from "drizzle-orm/sqlite-core/session";
import { isFlat, SteadyQuery } from "./steady-query.ts";

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

type NoSchema = Record<string, never>;
type Session = BetterSQLiteSession<NoSchema, NoSchema>;

/** Runs what is prepared by the shorter way of `SteadyQuery` wherever that can. */
class SteadySession extends BetterSQLiteSession<NoSchema, NoSchema> {
  readonly #client: Database;

  constructor(client: Database, dialect: SQLiteSyncDialect) {
    super(client, dialect, undefined);
    this.#client = client;
  }

  override prepareQuery<Config extends Omit<PreparedQueryConfig, "statement" | "run">>(
    ...given: Parameters<Session["prepareQuery"]>
  ): PreparedQuery<Config> {
    const [query, fields, executeMethod, , customMapper] = given;
    if (customMapper !== undefined || !isFlat(fields)) return super.prepareQuery(...given);
    const steady = new SteadyQuery(() => this.#client.prepare(query.sql), query, fields, executeMethod);
    return steady as unknown as PreparedQuery<Config>;
  }
}

/** Drizzle's view of a connection, whose statements are planned once, whatever is bound to them. */
export const openDrizzle = (client: Database): Drizzle => {
  const dialect = new SteadyDialect();
  const session = new SteadySession(client, dialect);
  return Object.assign(new BetterSQLite3Database<Record<string, never>>("sync", dialect, session, undefined), {
    $client: client,
  });
};

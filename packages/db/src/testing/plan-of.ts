import type { Sqlite } from "../open.ts";

/** How SQLite would run a statement, a line for each step; it is planned without a look at what is bound. */
export const planOf = (sqlite: Sqlite, statement: string): readonly string[] =>
  sqlite
    .prepare<unknown[], { detail: string }>(`explain query plan ${statement}`)
    .all(Array.from(statement.matchAll(/\?/g), () => null))
    .map(({ detail }) => detail);

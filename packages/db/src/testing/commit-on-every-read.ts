import type { Statement } from "better-sqlite3";
import type { TestStores } from "./open-test-stores.ts";

export interface Meddler extends Disposable {
  /** How often it has committed. */
  readonly commits: () => number;
}

/** Commits a statement on another connection just before every statement that the reader reads with, until disposed. */
export const commitOnEveryRead = (reader: TestStores, other: TestStores, statement: string): Meddler => {
  const { sqlite } = reader.parts;
  const statements = Object.getPrototypeOf(sqlite.prepare("select 1")) as Pick<Statement, "all" | "get">;
  const { all, get } = statements;
  let commits = 0;
  const meddle = (read: Pick<Statement, "database">): void => {
    if (read.database !== sqlite) return;
    other.parts.sqlite.exec(statement);
    commits += 1;
  };
  statements.all = function (this: Statement, ...given: unknown[]) {
    meddle(this);
    return all.apply(this, given);
  };
  statements.get = function (this: Statement, ...given: unknown[]) {
    meddle(this);
    return get.apply(this, given);
  };
  return {
    commits: () => commits,
    [Symbol.dispose]: () => {
      statements.all = all;
      statements.get = get;
    },
  };
};

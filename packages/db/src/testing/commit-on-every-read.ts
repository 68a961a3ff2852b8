import type { TestStores } from "./open-test-stores.ts";

export interface Meddler extends Disposable {
  /** How often it has committed. */
  readonly commits: () => number;
}

/** Commits a statement on another connection just before every statement that the reader prepares, until disposed. */
export const commitOnEveryRead = (reader: TestStores, other: TestStores, statement: string): Meddler => {
  const { sqlite } = reader.parts;
  const prepare = sqlite.prepare.bind(sqlite);
  let commits = 0;
  sqlite.prepare = ((text: string) => {
    other.parts.sqlite.exec(statement);
    commits += 1;
    return prepare(text);
  }) as typeof sqlite.prepare;
  return {
    commits: () => commits,
    [Symbol.dispose]: () => {
      sqlite.prepare = prepare;
    },
  };
};

import type { Sqlite } from "./open.ts";

/**
 * Runs several reads over one state of the database. Without this, another process may commit between any two of them,
 * although no await stands there. Within a transaction they have that already.
 */
export const readTogether = <Value>(sqlite: Sqlite, read: () => Value): Value => {
  if (sqlite.inTransaction) return read();
  const { begin, end } = verbsOf(sqlite);
  begin.run();
  try {
    return read();
  } finally {
    end.run();
  }
};

// Prepared once: the library's own way to do the same makes five functions for every call.
const verbs = new WeakMap<Sqlite, ReturnType<typeof prepare>>();

const prepare = (sqlite: Sqlite) => ({ begin: sqlite.prepare("BEGIN DEFERRED"), end: sqlite.prepare("COMMIT") });

const verbsOf = (sqlite: Sqlite) => {
  const known = verbs.get(sqlite) ?? prepare(sqlite);
  verbs.set(sqlite, known);
  return known;
};

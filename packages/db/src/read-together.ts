import type { Sqlite } from "./open.ts";

/**
 * Runs several reads over one state of the database. Without this, another process may commit between any two of them,
 * although no await stands there.
 */
export const readTogether = <Value>(sqlite: Sqlite, read: () => Value): Value => sqlite.transaction(read).deferred();

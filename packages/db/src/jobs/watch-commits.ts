import { watch } from "node:fs";
import { basename, dirname } from "node:path";
import type { Sqlite } from "../open.ts";

const firstLookMs = 1;
const lookMs = 8;
/** How long after the last sign of a write its commit is waited for; beyond that the queue's own poll finds it. */
const patienceMs = 500;

/**
 * Calls back when another process has committed. Writing to the WAL is the sign that a commit is coming, but the rows
 * can be seen only after its fsync; so from the sign on, `data_version` is asked until it has changed.
 * Only a hint: file systems that tell nothing are what the queue's poll is for.
 */
export const watchCommits = (
  sqlite: Pick<Sqlite, "memory" | "name" | "open">,
  dataVersion: () => unknown,
  onCommit: () => void,
): (() => void) => {
  if (sqlite.memory) return () => {};
  const wal = `${basename(sqlite.name)}-wal`;
  let seen = versionOf(dataVersion);
  let lastSignAt = 0;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const look = (): void => {
    timer = null;
    if (stopped || !sqlite.open) return;
    const current = versionOf(dataVersion);
    if (current !== null && current !== seen) {
      seen = current;
      onCommit();
    }
    // Also after a commit was seen: what another had written before it may be committed without a further sign.
    if (!stopped && performance.now() - lastSignAt < patienceMs) timer = setTimeout(look, lookMs);
  };

  const onSign = (_event: string, name: string | null): void => {
    if (name !== wal) return;
    lastSignAt = performance.now();
    timer ??= setTimeout(look, firstLookMs);
  };

  try {
    const watcher = watch(dirname(sqlite.name), onSign).on("error", () => {});
    return () => {
      stopped = true;
      watcher.close();
      if (timer !== null) clearTimeout(timer);
    };
  } catch {
    return () => {};
  }
};

/** Null where it cannot be told just now: a hint must not end the process, and it will be asked again. */
const versionOf = (dataVersion: () => unknown): unknown => {
  try {
    return dataVersion();
  } catch {
    return null;
  }
};

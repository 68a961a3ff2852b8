import { closeSync, type FSWatcher, openSync, watch, writeSync } from "node:fs";
import type { Sqlite } from "../open.ts";

/** Tells the other processes of this machine that jobs were committed. Only a hint: the queue's own poll is the net. */
export interface Doorbell {
  /** Says that the transaction under way adds jobs. */
  mark(): void;
  /** Rings, where something was marked since; to be called after the commit. */
  ring(): void;
  /** Calls back soon after any process has rung, this one too; answers the function that stops it. */
  listen(onRing: () => void): () => void;
  close(): void;
}

/**
 * A file beside the database, of which whoever adds jobs overwrites the one byte. Watching the WAL would need no file, but then
 * the kernel tells of every page that anybody writes there: in a burst that was a quarter of what writing them costs.
 */
export const openDoorbell = ({ memory, name }: Pick<Sqlite, "memory" | "name">): Doorbell => {
  if (memory) return { mark: () => {}, ring: () => {}, listen: () => () => {}, close: () => {} };
  const path = `${name}-bell`;
  let file: number | null = null;
  let marked = false;
  const listening = new Set<FSWatcher>();
  return {
    mark: () => {
      marked = true;
    },
    ring: () => {
      if (!marked) return;
      marked = false;
      try {
        file ??= openSync(path, "w");
        writeSync(file, "!", 0);
      } catch {
        // A full disk, or no descriptor left: whoever listens polls as well.
      }
    },
    listen: (onRing) => {
      try {
        closeSync(openSync(path, "a"));
        const watcher = watch(path, () => onRing()).on("error", () => {});
        listening.add(watcher);
        return () => {
          listening.delete(watcher);
          watcher.close();
        };
      } catch {
        return () => {};
      }
    },
    close: () => {
      if (file !== null) closeSync(file);
      file = null;
      for (const watcher of listening) watcher.close();
      listening.clear();
    },
  };
};

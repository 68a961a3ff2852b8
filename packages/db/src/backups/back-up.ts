import { closeSync, fsyncSync, openSync, statSync } from "node:fs";
import type { Instant } from "@tocsin/core/kernel";
import type { Clock } from "../clock.ts";
import { appliedVersion } from "../migrate.ts";
import { openForReading } from "../open.ts";

/** What a copy of the database is, for whoever restores it. */
export interface BackedUp {
  /** Everything that was committed before this moment is in the copy. */
  readonly takenAt: Instant;
  /** The version of its tables. */
  readonly schemaVersion: number;
  readonly bytes: number;
}

export interface BackUpOptions {
  readonly from: string;
  readonly to: string;
  readonly clock: Clock;
}

/**
 * Writes one consistent copy of a database that others go on writing to, into a file that must not exist yet. It is on
 * the disk and was checked when this answers. `VACUUM INTO` reads one snapshot, however many commits come meanwhile,
 * while the backup API starts over at every commit of another process; and rows that were deleted do not travel along.
 */
export const backUp = ({ from, to, clock }: BackUpOptions): BackedUp => {
  const takenAt = clock();
  const sqlite = openForReading(from);
  try {
    sqlite.prepare("vacuum into ?").run(to);
  } finally {
    sqlite.close();
  }
  flush(to);
  return { takenAt, ...checked(to), bytes: statSync(to).size };
};

/** SQLite leaves it to the operating system when the copy reaches the disk. */
const flush = (file: string): void => {
  const descriptor = openSync(file, "r+");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

const checked = (file: string): Pick<BackedUp, "schemaVersion"> => {
  const copy = openForReading(file);
  try {
    const problem = copy.pragma("quick_check(1)", { simple: true });
    if (problem !== "ok") throw new Error(`The copy of the database is damaged: ${problem}`);
    return { schemaVersion: appliedVersion(copy) };
  } finally {
    copy.close();
  }
};

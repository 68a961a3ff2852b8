import { leaseMs } from "@tocsin/core/deliveries";
import type { Job } from "@tocsin/core/kernel";
import type { Drizzle } from "../open.ts";
import { preparedInsert } from "../prepared.ts";
import type { Doorbell } from "./doorbell.ts";
import { jobs } from "./tables.ts";

/**
 * Adds jobs in the caller's transaction; one whose id is still held can only become urgent, or be found again that a worker
 * which died took under a clock that was ahead.
 */
export const openInsertJobs = (db: Drizzle, bell: Doorbell): ((added: readonly Job[]) => void) => {
  const insert = preparedInsert(db, jobs, ["id", "name", "payload", "dueAt", "urgent"], {
    onConflict: `(id) do update set urgent = max(urgent, excluded.urgent), due_at = min(due_at, excluded.due_at + ${leaseMs})`,
  });
  return (added) => {
    if (added.length > 0) bell.mark();
    for (const job of added) insert({ ...job, dueAt: Math.floor(job.dueAt) });
  };
};

/**
 * Hands jobs over in the caller's transaction: where the queue is embedded they are rows of it, and need no announcing.
 * Answers those that remain to be announced after the commit.
 */
export type HandOverJobs = (jobs: readonly Job[]) => readonly Job[];

export const openHandOverJobs = (db: Drizzle, bell: Doorbell, embedded: boolean): HandOverJobs => {
  if (!embedded) return (jobs) => jobs;
  const insert = openInsertJobs(db, bell);
  return (jobs) => {
    insert(jobs);
    return [];
  };
};

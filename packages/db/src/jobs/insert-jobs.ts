import type { Job } from "@tocsin/core/kernel";
import type { Drizzle } from "../open.ts";
import { jobs } from "./tables.ts";

/** Adds jobs in the caller's transaction; one whose id is still held changes nothing. */
export const insertJobs = (db: Drizzle, added: readonly Job[]): void => {
  for (const { id, name, payload, dueAt } of added) {
    db.insert(jobs)
      .values({ id, name, payload, dueAt: Math.floor(dueAt) })
      .onConflictDoNothing()
      .run();
  }
};

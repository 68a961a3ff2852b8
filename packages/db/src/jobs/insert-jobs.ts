import type { Job } from "@tocsin/core/kernel";
import type { Drizzle } from "../open.ts";
import { preparedInsert } from "../prepared.ts";
import { jobs } from "./tables.ts";

/** Adds jobs in the caller's transaction; one whose id is still held changes nothing. */
export const openInsertJobs = (db: Drizzle): ((added: readonly Job[]) => void) => {
  const insert = preparedInsert(db, jobs, ["id", "name", "payload", "dueAt"], { onConflict: "do nothing" });
  return (added) => {
    for (const { id, name, payload, dueAt } of added) insert({ id, name, payload, dueAt: Math.floor(dueAt) });
  };
};

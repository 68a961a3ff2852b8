import { type Job, type JobStore, jobPayloads } from "@tocsin/core/kernel";
import { asc, inArray, lte, min } from "drizzle-orm";
import type { StoreParts } from "../store-parts.ts";
import { insertJobs } from "./insert-jobs.ts";
import { jobs } from "./tables.ts";
import { watchCommits } from "./watch-commits.ts";

/** The embedded queue's rows, beside the rows that they speak of. */
export const openJobStore = ({ sqlite, db, writer }: StoreParts): JobStore => ({
  add: (added) => writer.write(() => insertJobs(db, added)),

  claim: ({ limit, now, leaseMs }) => {
    // Looking costs no lock; only when something is due is the writer asked.
    const due = db.select({ id: jobs.id }).from(jobs).where(lte(jobs.dueAt, now)).limit(1).get();
    if (due === undefined) return Promise.resolve([]);
    return writer.write(() => {
      const rows = db.select().from(jobs).where(lte(jobs.dueAt, now)).orderBy(asc(jobs.dueAt)).limit(limit).all();
      const ids = rows.map(({ id }) => id);
      db.update(jobs)
        .set({ dueAt: now + leaseMs })
        .where(inArray(jobs.id, ids))
        .run();
      const parsed = rows.map((row) => ({ row, job: jobOf(row) }));
      // A job that no program of this version understands would come back for ever; the sweep makes a new one.
      const strange = parsed.filter(({ job }) => job === null).map(({ row }) => row.id);
      if (strange.length > 0) db.delete(jobs).where(inArray(jobs.id, strange)).run();
      return parsed.flatMap(({ job }) => job ?? []);
    });
  },

  remove: (ids) =>
    writer.write(() => {
      db.delete(jobs)
        .where(inArray(jobs.id, [...ids]))
        .run();
    }),

  nextDueAt: () =>
    Promise.resolve(
      db
        .select({ at: min(jobs.dueAt) })
        .from(jobs)
        .get()?.at ?? null,
    ),

  watch: (onCommit) => watchCommits(sqlite, onCommit),
});

const jobOf = ({ id, name, payload, dueAt }: typeof jobs.$inferSelect): Job | null => {
  const parsed = jobPayloads[name]?.safeParse(payload);
  return parsed?.success ? { id, name, payload: parsed.data, dueAt } : null;
};

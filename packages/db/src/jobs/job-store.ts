import { type Job, type JobStore, jobPayloads } from "@tocsin/core/kernel";
import { and, asc, eq, lte, min, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/sqlite-core";
import type { StoreParts } from "../store-parts.ts";
import { repeatably } from "../writer.ts";
import { openInsertJobs } from "./insert-jobs.ts";
import { jobs } from "./tables.ts";

/** The embedded queue's rows, beside the rows that they speak of. */
export const openJobStore = ({ db, writer, bell }: StoreParts): JobStore => {
  const write = repeatably(writer);
  const place = sql.placeholder;
  const insert = openInsertJobs(db, bell);
  const due = db
    .select()
    .from(jobs)
    .where(and(eq(jobs.urgent, place("urgent")), lte(jobs.dueAt, place("now"))))
    .orderBy(asc(jobs.dueAt))
    .limit(place("limit"))
    .prepare();
  const hide = db
    .update(jobs)
    .set({ dueAt: sql`${place("until")}` })
    .where(eq(jobs.id, place("id")))
    .prepare();
  const remove = db
    .delete(jobs)
    .where(eq(jobs.id, place("id")))
    .prepare();
  const firstOf = (urgent: boolean) =>
    db
      .select({ dueAt: min(jobs.dueAt) })
      .from(jobs)
      .where(eq(jobs.urgent, urgent));
  const first = unionAll(firstOf(true), firstOf(false)).prepare();

  /** Each along the index: however many wait, nothing is sorted. */
  const dueNow = (now: number, limit: number) => {
    const urgent = due.all({ urgent: 1, now, limit });
    return urgent.length < limit ? [...urgent, ...due.all({ urgent: 0, now, limit: limit - urgent.length })] : urgent;
  };

  return {
    add: (added) => write(() => insert(added)),

    claim: ({ limit, now, leaseMs }) =>
      write(() =>
        dueNow(now, limit).flatMap((row) => {
          const job = jobOf(row);
          // A job that no program of this version understands would come back for ever; the sweep makes a new one.
          if (job === null) remove.run({ id: row.id });
          else hide.run({ id: row.id, until: now + leaseMs });
          return job ?? [];
        }),
      ),

    remove: (ids) =>
      write(() => {
        for (const id of ids) remove.run({ id });
      }),

    nextDueAt: () => {
      const moments = first.all().flatMap(({ dueAt }) => dueAt ?? []);
      return Promise.resolve(moments.length === 0 ? null : Math.min(...moments));
    },

    watch: bell.listen,
  };
};

const jobOf = ({ id, name, payload, dueAt, urgent }: typeof jobs.$inferSelect): Job | null => {
  const parsed = jobPayloads[name]?.safeParse(payload);
  return parsed?.success ? { id, name, payload: parsed.data, dueAt, urgent } : null;
};

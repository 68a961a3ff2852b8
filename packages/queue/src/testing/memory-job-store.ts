import type { Job, JobStore } from "@tocsin/core/kernel";

/** A job store in memory, for tests of what stands on one. */
export const memoryJobStore = (): JobStore & { readonly size: number } => {
  const rows = new Map<string, Job>();
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const onCommit of watchers) onCommit();
  };
  return {
    get size() {
      return rows.size;
    },
    add: async (jobs) => {
      for (const job of jobs) if (!rows.has(job.id)) rows.set(job.id, job);
      changed();
    },
    claim: async ({ limit, now, leaseMs }) => {
      const due = [...rows.values()]
        .filter(({ dueAt }) => dueAt <= now)
        .sort((one, other) => Number(other.urgent) - Number(one.urgent))
        .slice(0, limit);
      for (const job of due) rows.set(job.id, { ...job, dueAt: now + leaseMs });
      return due;
    },
    remove: async (ids) => {
      for (const id of ids) rows.delete(id);
    },
    nextDueAt: async () =>
      [...rows.values()].reduce<number | null>((next, { dueAt }) => Math.min(next ?? dueAt, dueAt), null),
    watch: (onCommit) => {
      watchers.add(onCommit);
      return () => watchers.delete(onCommit);
    },
  };
};

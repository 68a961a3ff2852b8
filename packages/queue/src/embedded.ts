import type { Job, JobStore } from "@tocsin/core/kernel";
import type { ConsumeOptions, Consumer, Handlers, Queue } from "./queue.ts";

export interface EmbeddedOptions {
  readonly now: () => number;
  /** How long a claimed job is hidden: a job whose worker died comes back after it. */
  readonly leaseMs?: number;
  /** How often to look although nothing was heard: the net under the watch. */
  readonly pollMs?: number;
}

/** The queue that lives in the database's own rows: nothing to install, and nothing that it could lose. */
export const openEmbeddedQueue = (store: JobStore, options: EmbeddedOptions): Queue => {
  const consumers = new Set<EmbeddedConsumer>();
  return {
    add: async (jobs) => {
      if (jobs.length > 0) await store.add(jobs);
      // The watch tells of other processes' commits; what this one adds it can say itself.
      for (const consumer of consumers) consumer.nudge();
    },
    consume: (handlers, consumeOptions) => {
      const consumer = consume(store, handlers, { ...defaults, ...options, ...consumeOptions });
      consumers.add(consumer);
      return consumer;
    },
    // Its rows lie in the database, of whose health others tell.
    state: () => ({ driver: "embedded", status: "ok" }),
    close: async () => consumers.clear(),
  };
};

interface EmbeddedConsumer extends Consumer {
  /** Looks for jobs now. */
  nudge(): void;
}

const defaults = { leaseMs: 60_000, pollMs: 1_000 };

/** How long the row of a job that ended waits for a commit that is made anyhow. Nobody sees it meanwhile: its lease goes on. */
const tidyMs = 250;

type Settings = Required<EmbeddedOptions> & ConsumeOptions;

const consume = (store: JobStore, handlers: Handlers, settings: Settings): EmbeddedConsumer => {
  const { concurrency, now, leaseMs, pollMs, onError } = settings;
  const running = new Set<Promise<void>>();
  const ended: string[] = [];
  /** When the first of them ended. */
  let endedSince = 0;
  let stopped = false;
  let wake = (): void => {};
  let woken = false;
  const nudge = (): void => {
    woken = true;
    wake();
  };

  const run = async (job: Job): Promise<void> => {
    try {
      await handlers[job.name](job.payload);
    } catch (error) {
      onError(error, job);
    } finally {
      if (ended.length === 0) endedSince = performance.now();
      ended.push(job.id);
      nudge();
    }
  };

  const tidyInMs = (): number => (stopped ? 0 : Math.max(0, endedSince + tidyMs - performance.now()));

  /** When the next job is due that a hand is free for; null where there is none. */
  const nextDueAt = async (): Promise<number | null> =>
    stopped || running.size >= concurrency ? null : store.nextDueAt();

  /** Starts due jobs and forgets ended ones, until there is nothing left to do or no hand free; answers when the next is due. */
  const turn = async (): Promise<number | null> => {
    for (;;) {
      woken = false;
      const next = await nextDueAt();
      const isDue = next !== null && next <= now();
      const isTidying = ended.length > 0 && (isDue || tidyInMs() === 0);
      // Both at once, so that they share a commit. What was claimed is run whatever became of the others.
      const [removed, claimed] = await Promise.allSettled([
        isTidying ? store.remove(ended.splice(0)) : null,
        isDue ? store.claim({ limit: concurrency - running.size, now: now(), leaseMs }) : [],
      ]);
      const jobs = claimed.status === "fulfilled" ? claimed.value : [];
      for (const job of jobs) {
        const task = run(job).finally(() => running.delete(task));
        running.add(task);
      }
      for (const one of [removed, claimed]) if (one.status === "rejected") throw one.reason;
      if (jobs.length === 0 && !woken) return next;
    }
  };

  const rest = async (next: number | null): Promise<void> => {
    if (woken) return;
    const dueInMs = next === null ? pollMs : Math.max(0, next - now());
    const waitMs = Math.min(pollMs, dueInMs, ended.length > 0 ? tidyInMs() : pollMs);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wake = () => {};
  };

  const loop = async (): Promise<void> => {
    while (!stopped || running.size > 0 || ended.length > 0) {
      try {
        const next = await turn();
        if (!stopped || running.size > 0) await rest(next);
      } catch (error) {
        onError(error, null);
        await new Promise((resolve) => setTimeout(resolve, pollMs));
      }
    }
  };

  const unwatch = store.watch(nudge);
  const looping = loop();
  return {
    nudge,
    stop: async (withinMs) => {
      stopped = true;
      unwatch();
      nudge();
      const deadline = Promise.withResolvers<void>();
      const timer = setTimeout(deadline.resolve, withinMs);
      await Promise.race([looping, deadline.promise]);
      clearTimeout(timer);
    },
  };
};

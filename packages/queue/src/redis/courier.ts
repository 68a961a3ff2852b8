import type { Job } from "@tocsin/core/kernel";

export interface Courier {
  /** Resolves when the jobs were handed over, rejects when they were not. */
  add(jobs: readonly Job[]): Promise<void>;
  /** Takes nothing more; resolves when what is under way has arrived or failed. */
  close(): Promise<void>;
}

export interface CourierOptions {
  /** Hands jobs over, within a bounded time. */
  readonly hand: (jobs: readonly Job[]) => Promise<void>;
  /** How many jobs may wait for the way that is under way; more are refused at once. */
  readonly waitingMax: number;
}

/**
 * Goes one way at a time; what comes meanwhile waits, each job once, for the next. So a burst costs few commands, and a
 * server that hangs holds one of them, not one for each request.
 */
export const openCourier = ({ hand, waitingMax }: CourierOptions): Courier => {
  let waiting = new Map<string, Job>();
  let arrival: PromiseWithResolvers<void> | null = null;
  let way = Promise.resolve();
  let underWay = false;
  let closed = false;

  const go = async (): Promise<void> => {
    underWay = true;
    while (arrival !== null) {
      const [load, { resolve, reject }] = [[...waiting.values()], arrival];
      waiting = new Map();
      arrival = null;
      await hand(load).then(resolve, reject);
    }
    underWay = false;
  };

  return {
    add: (jobs) => {
      if (closed) return Promise.reject(new Error("The queue is closed"));
      if (waiting.size + jobs.length > waitingMax) return Promise.reject(new Error("Too many jobs wait for Redis"));
      for (const job of jobs) waiting.set(job.id, job);
      arrival ??= Promise.withResolvers();
      const { promise } = arrival;
      if (!underWay) way = go();
      return promise;
    },
    close: () => {
      closed = true;
      return way;
    },
  };
};

import type { Job, JobName, JobPayload } from "@tocsin/core/kernel";

/** Carries job ids from whoever made something due to whoever does it. A hint only: the rows are the truth. */
export interface Queue {
  /**
   * Adds jobs; one whose id is held already changes nothing. Rejects where they could not be handed over,
   * within a bounded time: the caller never waits for a queue that is away.
   */
  add(jobs: readonly Job[]): Promise<void>;
  /** Runs handlers for due jobs until the consumer is stopped. */
  consume(handlers: Handlers, options: ConsumeOptions): Consumer;
  /** How it fares, as far as is known without asking. */
  state(): QueueState;
  close(): Promise<void>;
}

export interface QueueState {
  readonly driver: "embedded" | "redis";
  /** `away` is one that cannot be reached or takes nothing just now: deliveries go on without it, more slowly. */
  readonly status: "ok" | "away";
}

/**
 * What to do for each job. A handler that throws is logged and its job is gone: nothing is retried by the queue,
 * because what is still due is nudged again by the sweep.
 */
export type Handlers = { readonly [Name in JobName]: (payload: JobPayload<Name>) => Promise<void> };

export interface ConsumeOptions {
  /** How many handlers run at once. */
  readonly concurrency: number;
  readonly onError: (error: unknown, job: Job | null) => void;
}

export interface Consumer {
  /** Takes no more jobs; resolves when those under way have ended, or after `withinMs`. */
  stop(withinMs: number): Promise<void>;
}

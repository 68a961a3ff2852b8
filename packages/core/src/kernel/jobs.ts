import { z } from "zod";
import type { Instant } from "./instant.ts";

/**
 * What a queue carries: names and ids, never content, because a queue's storage is clear text,
 * outlives deletion and may be emptied at any moment.
 */
export const jobPayloads = {
  "delivery.attempt": z.strictObject({ deliveryId: z.string() }),
} as const;

export type JobName = keyof typeof jobPayloads;

export type JobPayload<Name extends JobName> = z.infer<(typeof jobPayloads)[Name]>;

export interface Job<Name extends JobName = JobName> {
  /** Deterministic: adding a job whose id is still held changes nothing. No `:`, which BullMQ refuses. */
  readonly id: string;
  readonly name: Name;
  readonly payload: JobPayload<Name>;
  /** Not before this moment. */
  readonly dueAt: Instant;
  /** Handed out before everything that is not, however long that has been due. */
  readonly urgent: boolean;
}

/** The id of one attempt's job: a retry is another job, so nothing held can swallow it. */
export const attemptJob = (
  deliveryId: string,
  attempt: number,
  dueAt: Instant,
  urgent = false,
): Job<"delivery.attempt"> => ({
  id: `${deliveryId}-a${attempt}-${Math.floor(dueAt)}`,
  name: "delivery.attempt",
  payload: { deliveryId },
  dueAt,
  urgent,
});

/** Where the embedded queue keeps its rows. `claim` gives each job to one caller until its lease ends. */
export interface JobStore {
  add(jobs: readonly Job[]): Promise<void>;
  /**
   * Up to `limit` due jobs, urgent ones first and of those the oldest due, hidden from other callers until `now + leaseMs`. It
   * takes the database's lock: look with `nextDueAt` whether there is any.
   */
  claim(request: { readonly limit: number; readonly now: Instant; readonly leaseMs: number }): Promise<readonly Job[]>;
  /** Forgets jobs that ended, however they ended. */
  remove(ids: readonly string[]): Promise<void>;
  /** When the next job is due or its lease ends; null when there is none. Takes no lock. */
  nextDueAt(): Promise<Instant | null>;
  /** Calls back soon after any process has committed jobs; answers the function that stops it. */
  watch(onJobs: () => void): () => void;
}

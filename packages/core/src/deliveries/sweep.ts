import { type Instant, type Job, reasonOf, reasons } from "../kernel/index.ts";
import { crashesMax } from "./delivery.ts";
import { nextStep, retryPolicyFor } from "./next-step.ts";
import type { DeliveryStore, Recovery, StrandedDelivery } from "./ports.ts";

export interface SweepParts {
  readonly deliveries: DeliveryStore;
  readonly announce: (jobs: readonly Job[]) => Promise<void>;
  readonly afterDoubt: "resend" | "hold";
  readonly now: () => Instant;
  readonly random: () => number;
  /** By when leases must have ended for their deliveries to be taken for stranded; null where no end is to be believed. */
  readonly leasesEndedBy: Instant | null;
  /** Whether to look for what a clock ahead of ours has put off. */
  readonly looksForAhead: boolean;
}

/** What a sweep repaired; all zero in healthy times. */
export interface SweepReport {
  readonly stranded: number;
  readonly quarantined: number;
  readonly nudged: number;
  /** Deliveries that a clock ahead of ours had put off, or given to a worker for longer than a lease. */
  readonly hastened: number;
}

const nudgesMax = 1_000;

/** Finds what a dead worker or an emptied queue left behind and sets it on its way again. */
export const sweep = async (parts: SweepParts): Promise<SweepReport> => {
  const { deliveries, announce, now } = parts;
  const hastened = parts.looksForAhead ? await hasten(parts) : 0;
  // What is due comes first, and one row that cannot be recovered keeps nothing else from it.
  const due = await deliveries.dueJobs(now(), nudgesMax);
  await announce(due);
  const stranded = parts.leasesEndedBy === null ? [] : await deliveries.stranded(parts.leasesEndedBy);
  const recoveries = stranded.map((one) => ({ one, next: recoveryOf(one, now(), parts.random(), parts.afterDoubt) }));
  const recovered = await Promise.allSettled(
    recoveries.map(async ({ one, next }) => announce(await deliveries.recover(one, next, now()))),
  );
  const faults = recovered.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} deliveries could not be recovered`);
  const quarantined = recoveries.filter(({ next }) => next.kind === "quarantine").length;
  return { stranded: stranded.length, quarantined, nudged: due.length, hastened };
};

const hasten = async ({ deliveries, announce, now }: SweepParts): Promise<number> => {
  const { count, jobs } = await deliveries.hasten(now());
  await announce(jobs);
  return count;
};

/** Only crashes before the attempt was written count as poison: after it, the mail's own fate is merely in doubt. */
export const recoveryOf = (
  { openAttempt, firstAttemptAt, delivery, crashes }: StrandedDelivery,
  now: Instant,
  jitter: number,
  afterDoubt: "resend" | "hold",
): Recovery => {
  if (openAttempt !== null) {
    const outcome = { kind: "inDoubt", reason: reasons.workerStopped } as const;
    const firstAt = firstAttemptAt ?? openAttempt.startedAt;
    const made = { number: delivery.attempts, firstAt, inDoubtBefore: true };
    const policy = retryPolicyFor(openAttempt.transport, afterDoubt);
    return { kind: "afterAttempt", outcome, next: nextStep(outcome, made, now, jitter, policy) };
  }
  if (crashes < crashesMax) return { kind: "tryAgain" };
  return { kind: "quarantine", reason: reasonOf("quarantined", { crashes }) };
};

import type { DeliveryId, Instant, Job } from "../kernel/index.ts";
import type { Mail } from "../messages/index.ts";
import type { Attempt, Claim, Delivery } from "./delivery.ts";
import type { NextStep } from "./next-step.ts";
import type { Outcome } from "./outcome.ts";
import type { Transport } from "./transport.ts";

/** A delivery that this worker holds now, with what earlier attempts left. */
export interface ClaimedDelivery extends Claim {
  /** The mail as it was rendered at the first claim; null at the first one. */
  readonly mail: Mail | null;
  /** When the present series of attempts began; null before its first. */
  readonly firstAttemptAt: Instant | null;
  /** Whether an attempt of the present series ended in doubt. */
  readonly doubted: boolean;
}

/** A mail made for a claim, and what to remember with it; stored together with the attempt that sends it. */
export interface SealedMail {
  readonly mail: Mail;
  /** For the store that made the message: what this recipient has now been told. Opaque to deliveries. */
  readonly remember: unknown;
}

export interface RecordOutcome {
  readonly claim: Claim;
  readonly attempt: Attempt;
  readonly outcome: Outcome;
  readonly next: NextStep;
  readonly now: Instant;
}

/** Why the fence refused: another worker has claimed the delivery since. Nothing was written. */
export type Fenced = "fenced";

export interface DeliveryStore {
  /**
   * Gives a due, waiting delivery to one worker and seals it: from here on it absorbs nothing.
   * Null where it is not due, not waiting, held by another, or unknown. Counts the claim against poison.
   */
  claim(deliveryId: DeliveryId, now: Instant): Promise<ClaimedDelivery | null>;
  /** Commits the attempt, and with the first one the mail, before any byte goes out. */
  beginAttempt(
    claim: Claim,
    sealed: SealedMail | null,
    transport: Pick<Transport, "kind" | "destination">,
    now: Instant,
  ): Promise<Attempt | Fenced>;
  /** Completes the attempt and settles the delivery, or sets its next one, whose job it answers. */
  recordOutcome(record: RecordOutcome): Promise<readonly Job[] | Fenced>;
  /** Settles a claimed delivery whose right to be sent was lost. */
  cancel(claim: Claim, reason: string, now: Instant): Promise<"done" | Fenced>;
  /** Lengthens the lease while the socket is open. */
  renew(claim: Claim, now: Instant): Promise<"done" | Fenced>;
  /** Deliveries whose lease has ended: their worker died or hangs. */
  stranded(now: Instant): Promise<readonly StrandedDelivery[]>;
  /** Puts a stranded delivery back, or settles it, if nobody has touched it since. Closes its open attempt. */
  recover(stranded: StrandedDelivery, next: Recovery, now: Instant): Promise<readonly Job[]>;
  /** Jobs of every due delivery that waits: what the sweep nudges the queue with. */
  dueJobs(now: Instant, limit: number): Promise<readonly Job[]>;
  /** When the waiting delivery that is due first was or will be due; null where none waits. */
  oldestDueAt(): Promise<Instant | null>;
}

export interface StrandedDelivery {
  readonly delivery: Delivery;
  readonly fence: number;
  /** The attempt that was under way; null where the worker died before it wrote one. */
  readonly openAttempt: Attempt | null;
  readonly firstAttemptAt: Instant | null;
  /** Claims in a row that ended before an attempt was written. */
  readonly crashes: number;
}

export type Recovery =
  | { readonly kind: "afterAttempt"; readonly outcome: Outcome; readonly next: NextStep }
  | { readonly kind: "tryAgain" }
  | { readonly kind: "quarantine"; readonly reason: string };

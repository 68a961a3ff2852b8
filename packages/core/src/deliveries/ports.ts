import type { BatchId, DeliveryId, Instant, Job } from "../kernel/index.ts";
import type { Mail } from "../messages/index.ts";
import type { Attempt, Claim, Delivery } from "./delivery.ts";
import type { NextStep } from "./next-step.ts";
import type { Outcome } from "./outcome.ts";
import type { Doubt, Transport, Turn } from "./transport.ts";

/** A delivery that this worker holds now, with what earlier attempts left. */
export interface ClaimedDelivery extends Claim {
  /** The mail as it was rendered at the first claim; null at the first one. */
  readonly mail: Mail | null;
  /** When the present series of attempts began; null before its first. */
  readonly firstAttemptAt: Instant | null;
  /** How the far end may have the mail already; null where no attempt of the present series ended in doubt. */
  readonly doubt: Doubt | null;
  /** A worker held it when it died, before an attempt was written: it may be what killed that one. */
  readonly suspect: boolean;
  /** Whether it passes those that are not, wherever mails wait for each other. */
  readonly urgent: boolean;
}

/** A delivery that the claim gave to nobody: a storm blows to its address, and a digest will tell of it. */
export interface HeldBack {
  readonly foldedInto: DeliveryId;
  /** The digest's. */
  readonly jobs: readonly Job[];
}

/** A mail made for a claim, and what to remember with it; stored together with the attempt that sends it. */
export interface SealedMail {
  readonly mail: Mail;
  /** Why it takes the place of the mail that earlier attempts sent; null for the first one. */
  readonly remade: string | null;
  /** For the store that made the message: what this recipient has now been told. Opaque to deliveries. */
  readonly remember: unknown;
}

/** What an attempt remembers of the way that its mail takes. */
export type Road = Pick<Transport, "kind" | "destination"> & Pick<Turn, "batch">;

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
   * Gives a due, waiting delivery to one worker and seals it: from here on it absorbs nothing. Above the limits of a storm
   * it is held for a digest instead. Null where it is not due, not waiting, held by another, or unknown, and where what is
   * stored of it cannot be read, by which it has failed.
   */
  claim(deliveryId: DeliveryId, now: Instant): Promise<ClaimedDelivery | HeldBack | null>;
  /** Counts against poison that a suspect's mail is about to be made. */
  countPreparing(claim: Claim): Promise<"done" | Fenced>;
  /** Commits the attempt, and with it a mail that was made for it, before any byte goes out. */
  beginAttempt(claim: Claim, sealed: SealedMail | null, road: Road, now: Instant): Promise<Attempt | Fenced>;
  /** Completes the attempt and settles the delivery, or sets its next one, whose job it answers. */
  recordOutcome(record: RecordOutcome): Promise<readonly Job[] | Fenced>;
  /** Settles a claimed delivery whose right to be sent was lost. `remember` is what composing it answered. */
  cancel(claim: Claim, reason: string, now: Instant, remember?: unknown): Promise<"done" | Fenced>;
  /** Gives a claimed delivery back, due at once, with nothing held against it: its worker ends. */
  putBack(claim: Claim, now: Instant): Promise<readonly Job[] | Fenced>;
  /**
   * Lengthens the lease while the mail waits for its turn or the socket is open. The mail is made by then, so nothing
   * counts against poison any longer.
   */
  renew(claim: Claim, now: Instant): Promise<"done" | Fenced>;
  /** Deliveries whose lease has ended: their worker died or hangs. */
  stranded(now: Instant): Promise<readonly StrandedDelivery[]>;
  /**
   * Puts a stranded delivery back, or settles it, if nobody has touched it since. Closes its open attempt. One that had none
   * is a suspect from then on.
   */
  recover(stranded: StrandedDelivery, next: Recovery, now: Instant): Promise<readonly Job[]>;
  /**
   * Disbelieves a clock that was ahead: what it has put off is due now, and a lease that it has given ends in one from now,
   * unless its worker lives and renews it. Answers how many deliveries that were, with the jobs of those that are due.
   */
  hasten(now: Instant): Promise<{ readonly count: number; readonly jobs: readonly Job[] }>;
  /** Jobs of every due delivery that waits: what the sweep nudges the queue with. */
  dueJobs(now: Instant, limit: number): Promise<readonly Job[]>;
  /** When the waiting delivery that is due first was or will be due; null where none waits. */
  oldestDueAt(): Promise<Instant | null>;
}

/** A mail that goes out together with others, under one idempotency key. */
export interface BatchMember {
  readonly deliveryId: DeliveryId;
  readonly mail: Mail;
  /** Whether it must not go out in this batch again: it was cancelled since, or its mail was made anew. */
  readonly changed: boolean;
}

export interface BatchStore {
  /**
   * Who is in a batch, in the order in which they are sent. The first call commits it, out of the attempts that were
   * stored with that batch; every later one answers the same members, whoever asks, so that a repetition is one byte for
   * byte where none of them has changed.
   */
  compositionOf(batch: BatchId, now: Instant): Promise<readonly BatchMember[]>;
}

export interface StrandedDelivery {
  readonly delivery: Delivery;
  readonly fence: number;
  /** The attempt that was under way; null where the worker died before it wrote one. */
  readonly openAttempt: Attempt | null;
  readonly firstAttemptAt: Instant | null;
  /** Before this death: how often in a row it was in hand when a worker stopped, or, as a suspect, about to be made. */
  readonly crashes: number;
}

export type Recovery =
  | { readonly kind: "afterAttempt"; readonly outcome: Outcome; readonly next: NextStep }
  | { readonly kind: "tryAgain" }
  | { readonly kind: "quarantine"; readonly reason: string };

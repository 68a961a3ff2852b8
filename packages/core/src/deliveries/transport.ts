import type { BatchId, DeliveryId } from "../kernel/index.ts";
import type { Mail } from "../messages/index.ts";
import type { Outcome } from "./outcome.ts";

/** What carries a mail. Answers with an outcome whatever happens; it throws only at a fault of our own. */
export interface Transport {
  readonly kind: TransportKind;
  /** Where it leads, for the log and the timeline: a host and port, or a folder. Holds no secret. */
  readonly destination: string;
  /** What to do after an attempt that ended in doubt: send again with the same Message-ID, or wait for a person. */
  readonly afterDoubt: "resend" | "hold";
  /**
   * Resolves when this mail can be sent at once: urgent ones before the others, else in the order of asking. No byte has gone out by then, so that an
   * attempt which is committed under the turn is one that the far end may really have.
   */
  ready(request: SendRequest): Promise<Turn>;
  /** Lets sends in flight end, then closes what was opened. */
  close(): Promise<void>;
}

/** Leave to send one mail: what it needs is kept free for it until it is released. */
export interface Turn {
  /** The batch in which the mail goes out, to be stored with its attempt; null where it goes alone. */
  readonly batch: BatchId | null;
  /** Once at most, and after the attempt is stored. */
  send(): Promise<Outcome>;
  /** To be called in any case, sent or not; a second time does nothing. */
  release(): void;
}

export interface SendRequest {
  readonly mail: Mail;
  readonly deliveryId: DeliveryId;
  /** 0 for the first series of attempts, one more for every redrive: part of an idempotency key. */
  readonly redrive: number;
  /** How the far end may have this mail already; null where no attempt of the series ended in doubt. */
  readonly doubt: Doubt | null;
  readonly urgent: boolean;
}

/** An attempt of the present series that ended in doubt. The next one has to go the same way. */
export interface Doubt {
  /** The batch in which it went out; null where it went alone. */
  readonly batch: BatchId | null;
}

export const transportKinds = ["capture", "smtp", "resend", "microsoftGraph"] as const;
export type TransportKind = (typeof transportKinds)[number];

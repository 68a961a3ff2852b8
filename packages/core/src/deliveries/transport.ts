import type { Mail } from "../messages/index.ts";
import type { Outcome } from "./outcome.ts";

/** What carries a mail. Answers with an outcome whatever happens; it throws only at a fault of our own. */
export interface Transport {
  readonly kind: TransportKind;
  /** Where it leads, for the log and the timeline: a host and port, or a folder. Holds no secret. */
  readonly destination: string;
  /** What to do after an attempt that ended in doubt: send again with the same Message-ID, or wait for a person. */
  readonly afterDoubt: "resend" | "hold";
  send(request: SendRequest): Promise<Outcome>;
  /** Lets sends in flight end, then closes what was opened. */
  close(): Promise<void>;
}

export interface SendRequest {
  readonly mail: Mail;
  readonly deliveryId: string;
  /** 0 for the first series of attempts, one more for every redrive: part of an idempotency key. */
  readonly redrive: number;
}

export const transportKinds = ["capture", "smtp", "resend", "microsoftGraph"] as const;
export type TransportKind = (typeof transportKinds)[number];

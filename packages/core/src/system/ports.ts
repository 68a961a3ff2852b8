import type { DeliveryStanding, TransportKind } from "../deliveries/index.ts";
import type { Instant, Scope } from "../kernel/index.ts";

/** What carries mail somewhere, in words without secrets. */
export interface CarrierFacts {
  readonly kind: TransportKind;
  readonly destination: string;
  /** The sender of its mails. */
  readonly from: string;
}

/** What a worker says of itself, again and again while it runs. */
export interface WorkerFacts {
  /** Made at its start. */
  readonly id: string;
  /** Machine and process, for people. */
  readonly name: string;
  readonly version: string;
  readonly startedAt: Instant;
  readonly carrier: CarrierFacts;
  /** What its environment says carries mail. */
  readonly environment: CarrierFacts;
  /** Why what was chosen in the console cannot be used; null where it can. */
  readonly problem: string | null;
  readonly queue: { readonly driver: string; readonly status: string };
}

export interface SeenWorker extends WorkerFacts {
  readonly seenAt: Instant;
}

export interface SourceLag {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly lastReceivedAt: Instant | null;
  /** Payloads that could not be read and wait for a person. */
  readonly openProblems: number;
}

export interface SystemFacts {
  readonly standing: DeliveryStanding;
  /** Deliveries that were sent, and those that failed, since a moment. */
  readonly sent: number;
  readonly captured: number;
  readonly failed: number;
  /** The newest acceptance by a mail server. */
  readonly lastSentAt: Instant | null;
  /** The newest answer that was no yes, with the far end's words. */
  readonly lastTrouble: { readonly at: Instant; readonly said: string } | null;
  readonly jobs: number;
  readonly databaseBytes: number;
  readonly sources: readonly SourceLag[];
}

export interface SystemStore {
  /** Renews what is known of a worker, and forgets those that have been silent for a day. */
  beat(facts: WorkerFacts): Promise<void>;
  /** Takes a worker that stopped on purpose off the list. */
  leave(id: string): Promise<void>;
  /** Newest sign of life first. */
  workers(): Promise<readonly SeenWorker[]>;
  /**
   * Numbers and names, no payload, address or secret. Queue and database are the installation's; mails and sources those
   * that the caller may see.
   */
  facts(scope: Scope, since: Instant): Promise<SystemFacts>;
}

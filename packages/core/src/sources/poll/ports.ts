import type { Instant, Scope, SourceId } from "../../kernel/index.ts";
import type { Organization } from "../../organizations/index.ts";
import type { Source } from "../source.ts";
import type { PollFault } from "./causes.ts";
import type { PollSetting } from "./setting.ts";
import type { PollState } from "./state.ts";

/** Client secrets, each in its envelope, or as it is where it never leaves memory. */
export interface PollSecrets {
  readonly first: string;
  readonly second: string | null;
}

/** How a source is polled and how that goes. */
export interface Poll {
  readonly setting: PollSetting;
  readonly secrets: PollSecrets;
  readonly state: PollState;
  readonly nextAt: Instant;
  /** Whether a worker is at it. */
  readonly running: boolean;
  /** Runs that failed since the last that did not. */
  readonly failures: number;
  readonly lastSuccessAt: Instant | null;
  readonly lastFault: (PollFault & { readonly at: Instant }) | null;
  /** The server's clock minus ours, in ms. */
  readonly skewMs: number;
  readonly secretInUse: keyof PollSecrets | null;
}

/** A worker's hold on a poll, for the length of a lease. Whoever comes later has a higher fence. */
export interface PollClaim {
  readonly source: Source;
  readonly organization: Organization;
  readonly poll: Poll;
  readonly fence: number;
}

/** What a run has found out, kept when it ends. */
export interface PollReport {
  readonly state: PollState;
  readonly nextAt: Instant;
  readonly outcome:
    | { readonly kind: "caughtUp" }
    /** Its worker stops: another one goes on from there. */
    | { readonly kind: "stopped" }
    | { readonly kind: "failed"; readonly fault: PollFault };
  readonly skewMs: number;
  readonly secretInUse: keyof PollSecrets | null;
}

export interface PollStandingRow {
  readonly kind: string;
  readonly through: Instant;
  readonly failures: number;
}

/** What a source is told of how it is polled. */
export type PollWords = Pick<Poll, "setting" | "secrets">;

export interface PollStore {
  /** Of those of these sources that are polled. */
  of(scope: Scope, ids: readonly SourceId[]): Promise<ReadonlyMap<SourceId, Poll>>;
  /** The poll that is due first, for the length of a lease; null where none is due. */
  claim(now: Instant, leaseMs: number): Promise<PollClaim | null>;
  /** Keeps where it stands and renews the lease; false where another worker, or nobody, holds it now. */
  keep(claim: PollClaim, state: PollState | null, until: Instant): Promise<boolean>;
  /** Keeps what a run has found out, and gives the poll back; does nothing under an old fence. */
  end(claim: PollClaim, report: PollReport, now: Instant): Promise<void>;
  /** Of every organization, for metrics. */
  standing(): Promise<readonly PollStandingRow[]>;
}

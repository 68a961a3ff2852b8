import type { ChangeKind, IncomingIncident } from "../incidents/index.ts";
import type { IncidentId, Instant, Job, OrganizationId, PayloadProblemId, SourceId } from "../kernel/index.ts";
import type { DecideChange } from "./decide-change.ts";

export interface RecordRequest {
  readonly organizationId: OrganizationId;
  readonly sourceId: SourceId;
  readonly incoming: IncomingIncident;
  /** The payload as it came, kept with each change that it made. */
  readonly payload: string;
  readonly receivedAt: Instant;
}

/** What became of one payload, after the commit. */
export interface Recorded {
  readonly incidentId: IncidentId;
  readonly number: number;
  readonly outcome: ChangeKind | "unchanged" | "stale";
  readonly kinds: readonly ChangeKind[];
  readonly notifications: number;
  readonly deliveries: number;
  /** To be announced to a queue outside the database; an embedded queue has its rows already. */
  readonly jobs: readonly Job[];
}

export interface PayloadProblem {
  readonly organizationId: OrganizationId;
  readonly sourceId: SourceId;
  /** Which document of the request, from 0. */
  readonly index: number;
  readonly path: string;
  readonly problem: string;
  /** The document, or the whole body where it could not be taken apart; bounded. */
  readonly payload: string;
  readonly receivedAt: Instant;
  /** The kind of source that it looks like, where that is plain. */
  readonly looksLike?: string;
}

export interface IntakeStore {
  /**
   * Merges a payload into what is known and commits, in one transaction, everything that follows from it:
   * nothing can come between what `decide` was told and what it answered.
   */
  record(request: RecordRequest, decide: DecideChange): Promise<Recorded>;
  /** Keeps a payload that could not be read, so that nothing a source sent is lost. */
  keepProblem(problem: PayloadProblem): Promise<PayloadProblemId>;
  /** Notes that a source lives, of payloads that were no detections and left nothing else behind. */
  noteReceived(sourceId: SourceId, at: Instant): Promise<void>;
}

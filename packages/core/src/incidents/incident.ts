import { z } from "zod";
import type { IncidentId, Instant, OrganizationId, Severity, SourceId } from "../kernel/index.ts";

/** Where the work on an incident or alert stands, in the order in which it usually moves on. */
export const statuses = ["active", "awaitingAction", "inProgress", "redirected", "resolved"] as const;
export type Status = (typeof statuses)[number];
export const statusSchema = z.enum(statuses).meta({ id: "Status" });

/** A value of our vocabulary and, beside it, the sender's own word for it. */
export interface Mapped<Value extends string> {
  readonly value: Value;
  readonly foreign: string | null;
}

/** What one payload may say of an incident. A field that is absent says nothing; null says *none*. */
export interface IncidentFacts {
  readonly title: string;
  readonly description: string | null;
  readonly severity: Mapped<Severity>;
  readonly status: Mapped<Status>;
  readonly assignedTo: string | null;
  readonly classification: string | null;
  readonly determination: string | null;
  /** The incident in the vendor's own portal; http or https only. */
  readonly portalUrl: string | null;
  readonly tags: readonly string[];
  /** Said of the incident itself; those of its alerts come on top. */
  readonly categories: readonly string[];
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  /** The external id of the incident into which this one was merged. */
  readonly redirectTo: string | null;
}

export interface AlertFacts {
  readonly title: string;
  readonly description: string | null;
  readonly severity: Mapped<Severity>;
  readonly status: Mapped<Status>;
  readonly categories: readonly string[];
  /** MITRE ATT&CK ids, upper case: `T1059.001`. */
  readonly techniques: readonly string[];
  /** The product that reports, as the sender names it: `microsoftDefenderForEndpoint`. */
  readonly serviceSource: string | null;
  /** The detector inside that product: `antivirus`. */
  readonly detectionSource: string | null;
  readonly assignedTo: string | null;
  readonly classification: string | null;
  readonly determination: string | null;
  readonly recommendedActions: string | null;
  readonly url: string | null;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly firstActivityAt: Instant | null;
  readonly lastActivityAt: Instant | null;
  readonly resolvedAt: Instant | null;
}

export const evidenceTypes = [
  "device",
  "user",
  "mailbox",
  "mailMessage",
  "file",
  "process",
  "url",
  "ip",
  "cloudResource",
  "other",
] as const;
export type EvidenceType = (typeof evidenceTypes)[number];

export interface EvidenceFacts {
  /** What people call it: a host name, an address, a path. */
  readonly name: string;
  /** Devices: the group that the source itself put it in (`rbacGroupName`). */
  readonly sourceGroup: string | null;
  readonly os: string | null;
  readonly domain: string | null;
  readonly tags: readonly string[];
  readonly ips: readonly string[];
  /** Anything else worth showing, as text: hashes, process ids, senders. */
  readonly details: Readonly<Record<string, string>>;
}

/**
 * When a fact was written at its source, to order writes whatever the order of their arrival.
 * `at` is 0 where the source gives no time of its own; `hash` is the digest of the payload's content.
 */
export interface Version {
  readonly at: Instant;
  readonly hash: string;
}

/** The facts that one write brought, or what of them later writes have left standing. */
export interface Layer<Facts> {
  readonly version: Version;
  readonly facts: Partial<Facts>;
}

export type Layers<Facts> = readonly Layer<Facts>[];

/** A piece of evidence under an alert. `key` tells it from the others of its type (a device by its folded name). */
export interface LayeredEvidence {
  readonly type: EvidenceType;
  readonly key: string;
  readonly layers: Layers<EvidenceFacts>;
}

export interface LayeredAlert {
  /** Unique in the incident. */
  readonly key: string;
  readonly layers: Layers<AlertFacts>;
  readonly evidence: readonly LayeredEvidence[];
}

/** What a payload says of one incident, in our words. */
export interface IncomingIncident {
  /** The id at its authority; (organization, authority, externalId) is the incident's identity. */
  readonly externalId: string;
  /** Who numbers the incident: a source, or a vendor's tenant that several sources report from. */
  readonly authority: string;
  /** Said by kinds that report single alerts: `externalId` is then the key by which alerts are gathered. */
  readonly grouping?: Grouping;
  readonly layers: Layers<IncidentFacts>;
  readonly alerts: readonly LayeredAlert[];
}

/**
 * How long alerts of one key go on joining the same incident. What such a kind leaves unsaid of the incident follows from
 * its alerts: the severity of the gravest, the status of the one furthest back (resolved once all are), and of the earliest
 * whatever else an alert can lend, such as title, description and link. What bears the key of a known alert is that alert:
 * where a sender has one name for every time that something fires, the key takes the time in, or no later one ever opens an
 * incident.
 */
export interface Grouping {
  /** After so many ms without an alert, or once the incident is resolved, the key opens a new one. */
  readonly idleMs: number;
}

/** A device, user, file … as all writes together describe it. */
export interface Evidence extends EvidenceFacts {
  readonly type: EvidenceType;
  readonly key: string;
}

export interface Alert extends AlertFacts {
  readonly key: string;
  readonly evidence: readonly Evidence[];
}

/** The normalised record, as all writes together describe it. */
export interface Incident extends IncidentFacts {
  readonly id: IncidentId;
  readonly organizationId: OrganizationId;
  readonly sourceId: SourceId;
  /** What people say: "incident 1042". Counts up within the organization. */
  readonly number: number;
  readonly externalId: string;
  readonly authority: string;
  /** Incidents that were merged share a family: what one of them told, all have told. */
  readonly familyId: IncidentId;
  /** The highest severity that was ever claimed for it. */
  readonly highestSeverity: Severity;
  /** A target of a merge that has not been reported itself yet. */
  readonly stub: boolean;
  readonly firstSeenAt: Instant;
  readonly lastChangeAt: Instant;
  /** How many changes it has had; each has this as its own `seq` in turn. */
  readonly changeCount: number;
}

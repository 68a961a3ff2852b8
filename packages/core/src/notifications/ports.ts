import type { JudgedChange } from "../conditions/index.ts";
import type { DeviceGroup } from "../device-groups/index.ts";
import type { Alert, Incident, IncidentChange } from "../incidents/index.ts";
import type {
  DeliveryId,
  IncidentId,
  Instant,
  OrganizationId,
  Page,
  RuleId,
  Scope,
  Severity,
} from "../kernel/index.ts";
import type { Decision, NotificationRule, ReceiveRight } from "../notification-rules/index.ts";
import type { Organization } from "../organizations/index.ts";
import type { Recipient } from "../recipients/index.ts";
import type { UserScope } from "./receive-right.ts";
import type { DigestMember } from "./to-digest.ts";
import type { Told } from "./to-message.ts";

/** What an incident mail is made from, read in one go. */
export interface TellingFacts {
  readonly organization: Organization;
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  readonly changes: readonly IncidentChange[];
  readonly rules: readonly NotificationRule[];
  readonly groups: readonly DeviceGroup[];
  readonly recipient: Recipient;
  readonly userScope: UserScope | null;
  readonly told: Told | null;
  readonly otherRecipients: number;
}

export interface TellingStore {
  /** The facts behind an incident delivery; null for one that tells of no incident. */
  tellingFacts(deliveryId: DeliveryId): Promise<TellingFacts | null>;
  /** The facts behind every delivery that a digest is to tell, or has told; in the order in which they were made. */
  digestMembers(digestId: DeliveryId): Promise<readonly DigestMember[]>;
  /** What an address may be told now, in general: for messages that follow from no change. */
  rightOf(organizationId: OrganizationId, address: string): Promise<ReceiveRight>;
  /** Whether an address still belongs to somebody who administers the organization, whom notices are for. */
  isAdministrator(organizationId: OrganizationId, address: string): Promise<boolean>;
}

/** A change with what it was judged by and what was decided then. */
export interface DecidedBefore {
  readonly change: IncidentChange;
  readonly judged: JudgedChange;
  readonly decisions: readonly Decision[];
}

/** A cause of a delivery with the decision behind it. */
export interface CauseOfDelivery {
  readonly change: IncidentChange;
  readonly rule: { readonly id: RuleId; readonly name: string };
  readonly decision: Decision;
}

/** When a rule first told of a family, and the highest severity with which it has. */
export interface ToldOfFamily {
  readonly at: Instant;
  readonly severity: Severity;
}

export interface ExplanationStore {
  /** Everything needed to explain an incident: its changes with their decisions, and all rules as they are now. */
  explanationFacts(
    scope: Scope,
    incidentId: IncidentId,
  ): Promise<{
    readonly incident: Incident;
    readonly decided: readonly DecidedBefore[];
    /** What rules told of other incidents that this one was or is merged with. */
    readonly toldElsewhere: ReadonlyMap<RuleId, ToldOfFamily>;
    readonly rules: readonly NotificationRule[];
    readonly groups: readonly DeviceGroup[];
    readonly organization: Organization;
    readonly userScopeOf: (address: string) => UserScope | null;
  }>;
  causesOf(scope: Scope, deliveryId: DeliveryId): Promise<readonly CauseOfDelivery[]>;
}

/** A stored change, as a replay is given it. */
export interface ReplayedChange {
  readonly judged: JudgedChange;
  /** What people call the incident. */
  readonly number: number;
  /** The incidents that this change folded into its own. */
  readonly merged: readonly IncidentId[];
}

/** What a rule told of an incident before the window of a replay, with the family that the incident is in now. */
export interface ToldBefore extends ToldOfFamily {
  readonly ruleId: RuleId;
  readonly incidentId: IncidentId;
  readonly familyId: IncidentId;
}

/** The changes that a replay looks at: those committed from `from` to `to`, both included. */
export interface ReplayWindow {
  readonly from: Instant;
  readonly to: Instant;
}

export interface ReplayStore {
  /** What decisions depend on as it is now, and the last moment before which at most `changesMax` of the window's changes came. */
  replayFacts(
    scope: Scope,
    window: ReplayWindow & { readonly changesMax: number },
  ): Promise<{
    readonly organization: Organization;
    readonly rules: readonly NotificationRule[];
    readonly groups: readonly DeviceGroup[];
    readonly userScopeOf: (address: string) => UserScope | null;
    /** Where the window begins, or later, where more changes came than one replay looks at. */
    readonly from: Instant;
  }>;
  /** The next changes in the order of their commits, and what was told before the window of the incidents that they are of. */
  replayPage(
    scope: Scope,
    window: ReplayWindow,
    after: string | null,
  ): Promise<Page<ReplayedChange> & { readonly told: readonly ToldBefore[] }>;
}

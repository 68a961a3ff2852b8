import type { JudgedChange } from "../conditions/index.ts";
import type { DeviceGroup } from "../device-groups/index.ts";
import type { Alert, Incident, IncidentChange } from "../incidents/index.ts";
import type { DeliveryId, IncidentId, Instant, OrganizationId, RuleId, Scope, Severity } from "../kernel/index.ts";
import type { Decision, NotificationRule, ReceiveRight } from "../notification-rules/index.ts";
import type { Organization } from "../organizations/index.ts";
import type { Recipient } from "../recipients/index.ts";
import type { UserScope } from "./receive-right.ts";
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

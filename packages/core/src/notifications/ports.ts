import type { JudgedChange } from "../conditions/index.ts";
import type { Delivery } from "../deliveries/index.ts";
import type { DeviceGroup } from "../device-groups/index.ts";
import type { Acknowledgement, Alert, Incident, IncidentChange } from "../incidents/index.ts";
import type {
  DeliveryId,
  IncidentId,
  Instant,
  Job,
  OrganizationId,
  Page,
  PageRequest,
  RuleId,
  Scope,
  Severity,
  SourceId,
} from "../kernel/index.ts";
import type { Decision, NotificationRule, ReceiveRight } from "../notification-rules/index.ts";
import type { Organization } from "../organizations/index.ts";
import type { Mute, Recipient } from "../recipients/index.ts";
import type { Silence } from "../silences/index.ts";
import type { Escalation, EscalationFacts, EscalationStep } from "./escalation.ts";
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
  /** What the recipient's last mail before this one told; null where this is the first. */
  readonly told: Told | null;
  /** What this mail told when it was made; null before that. */
  readonly sealed: Told | null;
  readonly otherRecipients: number;
  /** The one that stands. */
  readonly acknowledgement: Acknowledgement | null;
  /** The reader's own of the incident. */
  readonly mute: Mute | null;
  /** Why the delivery goes to somebody further; null for one that was planned with its change. */
  readonly escalation: Escalation | null;
}

/** A delivery that a digest is to tell, with the facts behind it; null where they are no longer known. */
export interface DigestMember {
  readonly deliveryId: DeliveryId;
  readonly facts: TellingFacts | null;
}

export interface TellingStore {
  /** A delivery as it is now; null for one that is not known any more. */
  deliveryOf(deliveryId: DeliveryId): Promise<Delivery | null>;
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
    /** Those that were, are or will be active: each holds at the time of a change, or does not. */
    readonly silences: readonly Silence[];
    /** Who has muted the incident. */
    readonly mutes: readonly Mute[];
  }>;
  causesOf(scope: Scope, deliveryId: DeliveryId): Promise<readonly CauseOfDelivery[]>;
}

/** A stored change, as a replay is given it. */
export interface ReplayedChange {
  readonly judged: JudgedChange;
  /** What people call the incident. */
  readonly number: number;
  /** The incidents that went to another family between the change before and this one, in that order. */
  readonly moved: readonly { readonly incidentId: IncidentId; readonly to: IncidentId }[];
}

/** What a rule told of an incident before the window of a replay, with the family that the incident was in when it began. */
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
    readonly silences: readonly Silence[];
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

export interface DecisionFilter {
  readonly outcomes: readonly Decision["outcome"][];
  readonly ruleId: RuleId | null;
  readonly incidentId: IncidentId | null;
  /** By when they were made; both are included. */
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** A recorded answer, with what it was about. */
export interface DecisionListed {
  readonly incident: Pick<Incident, "id" | "number" | "title"> & { readonly severity: Severity };
  readonly change: Pick<IncidentChange, "id" | "seq" | "at" | "kinds">;
  readonly rule: { readonly id: RuleId; readonly name: string };
  readonly decision: Decision;
}

export interface DecisionQueries {
  /** Newest change first. */
  list(scope: Scope, filter: DecisionFilter, page: PageRequest): Promise<Page<DecisionListed>>;
}

/** What is recorded of an incident that reached nobody. */
export interface Unheard {
  /** What rules answered, the latest change first. */
  readonly answers: readonly {
    readonly rule: { readonly id: RuleId; readonly name: string };
    readonly decision: Decision;
  }[];
  /** Why the mail that was made last was given up; null where none was. */
  readonly givenUp: string | null;
}

export interface CoverageStore {
  /** What coverage follows from, as it is now. */
  coverageFacts(scope: Scope): Promise<{
    readonly organization: Organization;
    readonly rules: readonly NotificationRule[];
    readonly groups: readonly DeviceGroup[];
    readonly sources: readonly { readonly id: SourceId; readonly name: string }[];
    readonly userScopeOf: (address: string) => UserScope | null;
  }>;
  /** What is recorded of incidents that the caller was shown. */
  unheardBecause(scope: Scope, ids: readonly IncidentId[]): Promise<ReadonlyMap<IncidentId, Unheard>>;
}

/** What the page of a link in a mail shows, and acts on. */
export interface MailLink {
  readonly deliveryId: DeliveryId;
  readonly organizationId: OrganizationId;
  /** When its mail was planned; links are good for a while only. */
  readonly createdAt: Instant;
  readonly recipient: Recipient;
  /** As the mail has it: whoever has the link has read that. */
  readonly subject: string;
  readonly incidentId: IncidentId;
  readonly acknowledgement: Acknowledgement | null;
  /** The reader's own of the incident, while it holds. */
  readonly mute: Mute | null;
  /** Those that asked for the mail and are not deleted. `stoppedAt` is null while they mail the reader. */
  readonly rules: readonly {
    readonly id: RuleId;
    readonly name: string;
    readonly required: boolean;
    readonly stoppedAt: Instant | null;
  }[];
  /** Why the reader may not be told of the incident any more, and so may not speak for it; null where he may. */
  readonly lost: string | null;
}

export interface MailLinkStore {
  /** Null where the delivery tells of no incident, was never rendered, or is forgotten. */
  find(deliveryId: DeliveryId): Promise<MailLink | null>;
  /** Tells the reader of the incident no more until then; null: until it is resolved. */
  mute(link: MailLink, until: Instant | null, now: Instant): Promise<void>;
  unmute(link: MailLink): Promise<void>;
  /** Lets the rules of a mail mail its reader no more, but for those that require it, and tells the administrators. */
  stop(link: MailLink, now: Instant): Promise<readonly Job[]>;
  /** Lets them mail again. */
  resume(link: MailLink): Promise<void>;
}

export interface MuteStore {
  /**
   * Tells an address of an incident no more. Throws `notFound` where the caller does not see that, and `conflict` where a mute
   * until it is resolved would be over at once.
   */
  begin(scope: Scope, id: IncidentId, mute: Mute): Promise<void>;
  /** Lets the caller's own address hear again. Throws `notFound` where it has not muted the incident, or he does not see that. */
  endOwn(scope: Scope, id: IncidentId, address: string): Promise<void>;
  /**
   * Lets an address hear of an incident again. Throws `notFound` where it has not muted that, and `forbidden` where the caller
   * manages none of the device groups concerned.
   */
  end(scope: Scope, id: IncidentId, address: string): Promise<void>;
}

/** How one rule looks for somebody who acknowledges an incident. */
export interface EscalationListed {
  readonly ruleId: RuleId;
  readonly begunAt: Instant;
  /** The tiers that were told, each with what was decided of its recipients. */
  readonly told: readonly {
    readonly tier: number;
    readonly at: Instant;
    readonly recipients: Decision["recipients"];
  }[];
  /** The tier that is told next, and when; null where nobody is. */
  readonly next: { readonly tier: number; readonly at: Instant } | null;
  /** Why nobody further is told; null while somebody is to be, or where everybody was. */
  readonly ended: string | null;
}

/** Asked inside the store's transaction, so that two workers tell once. */
export type DecideEscalation = (facts: EscalationFacts, now: Instant) => EscalationStep;

export interface EscalationStore {
  /** Takes every escalation that is due a step further, as `decide` says. Answers jobs to announce. */
  tellDue(decide: DecideEscalation, now: Instant): Promise<readonly Job[]>;
  /** Of an incident that the caller was shown, oldest first. */
  ofIncident(id: IncidentId): Promise<readonly EscalationListed[]>;
}

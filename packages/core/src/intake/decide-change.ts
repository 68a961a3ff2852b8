import { type JudgedChange, judgedChangeOf } from "../conditions/index.ts";
import { type DeviceGroup, groupOf } from "../device-groups/index.ts";
import { type Alert, type Incident, isClosedStatus } from "../incidents/index.ts";
import { clockAheadMaxMs, type Instant, type RuleId, type Severity } from "../kernel/index.ts";
import { type CandidateIndex, decide, type NotificationRule, type ReceiveRight } from "../notification-rules/index.ts";
import {
  escalationsBegun,
  type NotificationPlan,
  type OpenDelivery,
  type PendingEscalation,
  planNotifications,
  receiveRight,
  rightUnlessMuted,
  type UserScope,
} from "../notifications/index.ts";
import type { Organization } from "../organizations/index.ts";
import type { Mute } from "../recipients/index.ts";
import type { Silence } from "../silences/index.ts";

/** A change that has been merged and waits to be decided about, in the same transaction. */
export interface FreshChange {
  readonly incident: Incident;
  readonly change: Pick<JudgedChange, "seq" | "at" | "kinds">;
  /** The alerts that it judges: the new and raised ones, or all. */
  readonly alerts: readonly Alert[];
  readonly scope: "changed" | "all";
  /** The keys of those alerts that the incident's family had before, where its family has just changed. */
  readonly familiar?: ReadonlySet<string>;
}

/** What the organization knows at that moment. */
export interface Knowledge {
  readonly organization: Organization;
  readonly rules: CandidateIndex;
  /** In rank order. */
  readonly groups: readonly DeviceGroup[];
  /** When each rule first told of the incident's family, and the highest severity with which it has. */
  readonly told: ReadonlyMap<RuleId, { readonly at: Instant; readonly severity: Severity }>;
  readonly openDeliveries: readonly OpenDelivery[];
  /** Who has muted the incident. */
  readonly mutes: readonly Mute[];
  readonly userScopeOf: (address: string) => UserScope | null;
  /** Those that are not over. */
  readonly silences: readonly Silence[];
}

export interface DecidedChange {
  readonly judged: JudgedChange;
  readonly plan: NotificationPlan;
  /** Rules that wait for an acknowledgement from here on, unless they do already. */
  readonly escalations: readonly PendingEscalation[];
}

/** Handed to the store, which calls it between reading what is known and writing what follows. */
export type DecideChange = (fresh: FreshChange, knowledge: Knowledge) => DecidedChange;

/** Asks the candidate rules about a change and plans what follows. */
export const decideChange: DecideChange = (fresh, knowledge) => {
  const { groups, organization } = knowledge;
  const judged = judgedChangeOf({ ...fresh, groupOf: (device) => groupOf(device, groups) });
  const rules = knowledge.rules.candidatesFor(judged);
  const decisions = rules.map((rule) => decideFor(judged, rule, knowledge));
  const { openDeliveries } = knowledge;
  const plan = planNotifications(judged, decisions, { openDeliveries, bundling: organization.bundling }, judged.at);
  return { judged, plan, escalations: escalationsBegun(judged, rules, decisions) };
};

const decideFor = (judged: JudgedChange, rule: NotificationRule, knowledge: Knowledge) => {
  const { organization, groups, told, userScopeOf, silences, mutes } = knowledge;
  const at = { over: isClosedStatus(judged.status), now: judged.at };
  const rightOf = (address: string): ReceiveRight => {
    const right = receiveRight(address, organization.allowedDomains, userScopeOf);
    return rightUnlessMuted(
      right,
      mutes.find((mute) => mute.address === address),
      at,
    );
  };
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  const known = asKnownAt(rule, judged.at);
  return decide(judged, known, { groupNames, told: told.get(rule.id) ?? null, rightOf, silences }, judged.at);
};

/** Whoever stands in a rule that is known now was added before, whatever a clock that was ahead has written down. */
const asKnownAt = (rule: NotificationRule, at: Instant): NotificationRule => {
  const isAhead = ({ addedAt }: NotificationRule["recipients"][number]): boolean => addedAt > at + clockAheadMaxMs;
  if (!rule.recipients.some(isAhead)) return rule;
  return { ...rule, recipients: rule.recipients.map((one) => (isAhead(one) ? { ...one, addedAt: at } : one)) };
};

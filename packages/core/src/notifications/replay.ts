import { type JudgedChange, regrouped } from "../conditions/index.ts";
import { isUrgentMail } from "../deliveries/index.ts";
import { type DeviceGroup, groupOf } from "../device-groups/index.ts";
import type { DeliveryId, IncidentId, Instant, RuleId, Severity } from "../kernel/index.ts";
import {
  type Decision,
  type DecisionContext,
  decide,
  indexRules,
  type NotificationRule,
  type ReceiveRight,
} from "../notification-rules/index.ts";
import type { Bundling } from "../organizations/index.ts";
import type { Silence } from "../silences/index.ts";
import { openFamilyMemory } from "./family-memory.ts";
import { planNotifications } from "./plan.ts";
import type { ReplayedChange, ToldBefore } from "./ports.ts";

/** What a replay decides by: all of it as it is now, not as it was. */
export interface ReplayKnowledge {
  readonly rules: readonly NotificationRule[];
  /** In rank order. */
  readonly groups: readonly DeviceGroup[];
  readonly rightOf: (address: string) => ReceiveRight;
  /** As they were at the time of each change. */
  readonly silences: readonly Silence[];
  /** How mail is held back and joined on its way. */
  readonly pacing: { readonly bundling: Bundling };
}

/** A mail that would have gone out. */
export interface VirtualMail {
  readonly address: string;
  readonly incidentId: IncidentId;
  readonly at: Instant;
  /** Those that asked for it, for however many changes. */
  readonly ruleIds: ReadonlySet<RuleId>;
}

/** What would have been decided about one change. */
export interface ReplayedDecisions {
  readonly judged: JudgedChange;
  /** The answers of the rules that were worth asking. */
  readonly decisions: readonly Decision[];
  /** Whether anybody had been told of the incident, or its family, before. */
  readonly toldBefore: boolean;
  /** What a decision of this rule about this change knows. */
  readonly contextOf: (ruleId: RuleId) => DecisionContext;
}

export interface Replay {
  /** What was told of incidents before the window: to be given before the first change that it concerns. */
  remember(told: readonly ToldBefore[]): void;
  /** Decides about the next change, in the order in which they were committed. */
  take(change: ReplayedChange): ReplayedDecisions;
  /** Sends what is due by then: every mail once, as a worker that is never late would. */
  sendDue(now: Instant): void;
}

interface OpenMail extends VirtualMail {
  readonly id: DeliveryId;
  at: Instant;
  severity: Severity;
  readonly ruleIds: Set<RuleId>;
}

/**
 * Runs stored changes through the functions that decide and plan live, on a clock that is theirs: a mail waits for its
 * bundle as long as it would have, and is gone when it was due.
 */
export const openReplay = (
  { rules, groups, rightOf, silences, pacing }: ReplayKnowledge,
  onMail: (mail: VirtualMail) => void,
): Replay => {
  const index = indexRules(rules);
  const groupNames = new Map(groups.map(({ id, name }) => [id, name]));
  const families = openFamilyMemory();
  const waiting = new Map<IncidentId, OpenMail[]>();
  let mailsPlanned = 0;

  const send = (incidentId: IncidentId, now: Instant): readonly OpenMail[] => {
    const mails = waiting.get(incidentId) ?? [];
    for (const mail of mails) if (mail.at <= now) onMail(mail);
    const left = mails.filter(({ at }) => at > now);
    if (left.length > 0) waiting.set(incidentId, left);
    else waiting.delete(incidentId);
    return left;
  };

  const plan = (judged: JudgedChange, decisions: readonly Decision[]): void => {
    const open = send(judged.incidentId, judged.at - 1);
    const openDeliveries = open.map(({ id, address, severity, at: dueAt }) => {
      const urgent = isUrgentMail({ severity, escalates: false });
      return { id, address, severity, urgent, dueAt };
    });
    const { deliveries } = planNotifications(judged, decisions, { openDeliveries, ...pacing }, judged.at);
    const mails = deliveries.flatMap(({ into, address, ruleIds, severity, dueAt }) => {
      const absorbing = open.find(({ id }) => id === into);
      if (absorbing === undefined) {
        mailsPlanned += 1;
        const id = `virtual-${mailsPlanned}` as DeliveryId;
        return [{ id, address, incidentId: judged.incidentId, at: dueAt, severity, ruleIds: new Set(ruleIds) }];
      }
      absorbing.at = dueAt;
      absorbing.severity = severity;
      for (const ruleId of ruleIds) absorbing.ruleIds.add(ruleId);
      return [];
    });
    if (mails.length > 0) waiting.set(judged.incidentId, [...open, ...mails]);
  };

  return {
    remember: families.remember,
    take: ({ judged: asJudged, moved }) => {
      const judged = regrouped(asJudged, (device) => groupOf(device, groups));
      const told = families.enter(judged, moved);
      const contextOf = (ruleId: RuleId): DecisionContext => ({
        groupNames,
        told: told.get(ruleId) ?? null,
        rightOf,
        silences,
      });
      const decisions = index.candidatesFor(judged).map((rule) => decide(judged, rule, contextOf(rule.id), judged.at));
      plan(judged, decisions);
      for (const { ruleId, outcome } of decisions) {
        if (outcome === "notify") families.tell(judged.incidentId, ruleId, judged);
      }
      return { judged, decisions, toldBefore: told.size > 0, contextOf };
    },
    sendDue: (now) => {
      for (const incidentId of [...waiting.keys()]) send(incidentId, now);
    },
  };
};

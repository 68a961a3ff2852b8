import type { JudgedChange } from "../conditions/index.ts";
import { type Acknowledgement, type Incident, isClosed } from "../incidents/index.ts";
import { type Instant, minuteMs, nameOfActor, type RuleId, toIso } from "../kernel/index.ts";
import { type Decision, type NotificationRule, type RecipientVerdict, tierOf } from "../notification-rules/index.ts";

/** Why the next recipients of a rule are told of an incident, kept with each of their deliveries. */
export interface Escalation {
  readonly ruleId: RuleId;
  /** 0 is told at once; each further one when the one before has not answered in time. */
  readonly tier: number;
  /** When the tier before was told, and how long it had. */
  readonly since: Instant;
  readonly afterMinutes: number;
}

/** A rule that has told of an incident and waits for somebody to acknowledge it. */
export interface PendingEscalation {
  readonly ruleId: RuleId;
  /** The last tier that was told, and when. */
  readonly tier: number;
  readonly toldAt: Instant;
  readonly dueAt: Instant;
}

/** What begins to wait with a change: the rules that told of it and have somebody further to tell. */
export const escalationsBegun = (
  change: Pick<JudgedChange, "at" | "status">,
  rules: readonly NotificationRule[],
  decisions: readonly Decision[],
): readonly PendingEscalation[] => {
  if (isClosed({ status: { value: change.status, foreign: null } })) return [];
  return decisions.flatMap(({ ruleId, outcome, recipients }) => {
    const rule = rules.find(({ id }) => id === ruleId);
    if (rule === undefined || outcome !== "notify") return [];
    const told = new Set(recipients.filter((one) => one.told).map(({ address }) => address));
    const tier = Math.max(...rule.recipients.map((one) => (told.has(one.address) ? tierOf(one, rule) : 0)));
    const dueAt = dueAfter(rule, tier, change.at);
    return dueAt === null ? [] : [{ ruleId, tier, toldAt: change.at, dueAt }];
  });
};

/** When the tier after that one is to be told; null where there is none. */
const dueAfter = ({ escalation }: NotificationRule, tier: number, toldAt: Instant): Instant | null => {
  const step = escalation[tier];
  return step === undefined ? null : toldAt + step.afterMinutes * minuteMs;
};

/** Whether a rule that has told before begins to wait anew: what became news again wants another answer. */
export const beginsAnew = (kinds: JudgedChange["kinds"]): boolean =>
  kinds.includes("reopened") || kinds.includes("escalated");

/** Everything that the next step depends on, as it is when that is due. */
export interface EscalationFacts {
  readonly pending: PendingEscalation;
  /** As it is now; null where it is gone. */
  readonly rule: NotificationRule | null;
  readonly incident: Pick<Incident, "status" | "severity">;
  /** The one that stands. */
  readonly acknowledgement: Acknowledgement | null;
  /** Whether an address may be told of the incident now, and why. */
  readonly rightOf: (address: string) => Pick<RecipientVerdict, "told" | "reason">;
}

/** What comes of an escalation at a moment; each answer says why. */
export type EscalationStep =
  | { readonly kind: "wait" }
  | { readonly kind: "end"; readonly reason: string; readonly passed: readonly RecipientVerdict[] }
  | {
      readonly kind: "tell";
      readonly escalation: Escalation;
      /** Of its tier, and of those that were passed over because nobody there may be told. */
      readonly recipients: readonly RecipientVerdict[];
      /** What waits then; null where nobody is further. */
      readonly next: PendingEscalation | null;
    };

/**
 * Decides whether the next tier is told, and when the one after it. A tier of which nobody may be told is passed over at
 * once: nobody there could answer.
 */
export const nextEscalation = (facts: EscalationFacts, now: Instant): EscalationStep => {
  const { pending, rule } = facts;
  if (now < pending.dueAt) return { kind: "wait" };
  const over = whyOver(facts);
  if (over !== null) return { kind: "end", reason: over, passed: [] };
  const passed: RecipientVerdict[] = [];
  const steps = rule?.escalation ?? [];
  for (let tier = pending.tier + 1; rule !== null && tier <= steps.length; tier += 1) {
    const asked = rule.recipients
      .filter((recipient) => tierOf(recipient, rule) === tier)
      .map(({ address }): RecipientVerdict => ({ address, ...facts.rightOf(address) }));
    passed.push(...asked);
    if (!asked.some(({ told }) => told)) continue;
    const afterMinutes = Math.round((pending.dueAt - pending.toldAt) / minuteMs);
    const dueAt = dueAfter(rule, tier, now);
    return {
      kind: "tell",
      escalation: { ruleId: pending.ruleId, tier, since: pending.toldAt, afterMinutes },
      recipients: passed,
      next: dueAt === null ? null : { ruleId: pending.ruleId, tier, toldAt: now, dueAt },
    };
  }
  return { kind: "end", reason: "nobody further may be told", passed };
};

/** Why nobody further needs to be told, or can be; null where somebody does. */
export const whyOver = ({
  rule,
  incident,
  acknowledgement,
}: Pick<EscalationFacts, "rule" | "incident" | "acknowledgement">): string | null => {
  if (acknowledgement !== null) {
    return `acknowledged by ${nameOfActor(acknowledgement.by)} at ${toIso(acknowledgement.at)}`;
  }
  if (isClosed(incident)) return "the incident is resolved";
  if (rule === null || rule.archivedAt !== null) return "the rule was deleted";
  if (!rule.enabled) return "the rule was turned off";
  return rule.needsAttention === null ? null : "the rule has stopped, and needs attention";
};

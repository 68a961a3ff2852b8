import type { JudgedChange, JudgedDevice, Verdict } from "../conditions/index.ts";
import { type Instant, type RuleId, reasonOf, reasons, toIso } from "../kernel/index.ts";
import { type SilencedBy, silencedBy, silencedSentence } from "../silences/index.ts";
import { type NotificationRule, tierOf } from "./notification-rule.ts";
import { alertVerdicts, closest, type DecisionContext, holds, ruleVerdicts } from "./verdicts.ts";

export interface RecipientVerdict {
  readonly address: string;
  readonly told: boolean;
  readonly reason: string;
}

/** The recorded answer for one change and one rule. */
export interface Decision {
  readonly ruleId: RuleId;
  readonly ruleVersion: number;
  /** `suppressed`: the rule matched, but none of its recipients may be told, or a silence held it. */
  readonly outcome: "notify" | "suppressed" | "no";
  readonly because: readonly Verdict[];
  /** The alert that the because speaks of: the one that came closest to satisfying every condition. */
  readonly alert: { readonly key: string | null; readonly title: string } | null;
  readonly recipients: readonly RecipientVerdict[];
  /** The silence that held it; absent where none did. */
  readonly silencedBy?: SilencedBy;
}

/**
 * Decides whether a change is told by a rule, to whom, and why. One alert must satisfy all alert conditions together.
 * The same function serves live traffic, explanations and replays, so that they cannot disagree.
 */
export const decide = (
  change: JudgedChange,
  rule: NotificationRule,
  context: DecisionContext,
  _now: Instant,
): Decision => {
  const ofRule = ruleVerdicts(change, rule, context);
  const judged = change.alerts.map((alert) => ({ alert, verdicts: alertVerdicts(change, alert, rule, context) }));
  const best = closest(judged);
  const fitting = ofRule.every(holds) ? judged.filter(({ verdicts }) => verdicts.every(holds)) : [];
  const matches = fitting.length > 0;
  const concerned = fitting.flatMap(({ alert }) => alert.devices);
  const silence = silencedBy(
    change,
    fitting.map(({ alert }) => alert),
    context.silences ?? [],
  );
  const verdicts = rule.recipients.map((recipient): RecipientVerdict => {
    if (!matches) return { address: recipient.address, told: false, reason: reasons.matchesNot };
    if (silence !== null) return { address: recipient.address, told: false, reason: silencedSentence(silence) };
    return { address: recipient.address, ...receives(recipient, change.at, concerned, rule, context) };
  });
  const recipients = firstTier(verdicts, rule, context);
  const toldAny = recipients.some((recipient) => recipient.told);
  return {
    ruleId: rule.id,
    ruleVersion: rule.version,
    outcome: matches ? (toldAny ? "notify" : "suppressed") : "no",
    because: [...ofRule, ...best.verdicts, ...silenceVerdicts(silence)],
    alert: best.alert ? { key: best.alert.key, title: best.alert.title } : null,
    recipients,
    ...(silence !== null && { silencedBy: silence }),
  };
};

/**
 * Whoever comes later waits until those before have not answered; where none of them may be told, nobody could. Who has muted
 * the incident has heard of it.
 */
const firstTier = (
  verdicts: readonly RecipientVerdict[],
  rule: NotificationRule,
  { rightOf }: DecisionContext,
): readonly RecipientVerdict[] => {
  if (rule.escalation.length === 0) return verdicts;
  const hasHeard = ({ address, told }: RecipientVerdict): boolean => {
    const right = rightOf(address);
    return told || (right.kind === "refused" && right.muted === true);
  };
  const tiers = rule.recipients.map((recipient) => tierOf(recipient, rule));
  const first = Math.min(...tiers.filter((_tier, index) => verdicts[index] && hasHeard(verdicts[index])));
  return verdicts.map((verdict, index) => {
    const tier = tiers[index] ?? 0;
    if (!verdict.told || tier <= first) return verdict;
    const minutes = rule.escalation.slice(first, tier).reduce((sum, { afterMinutes }) => sum + afterMinutes, 0);
    return { ...verdict, told: false, reason: reasonOf("toldLater", { minutes }) };
  });
};

/** Said only where one holds it: most changes meet no silence, and every decision is kept. */
const silenceVerdicts = (silence: SilencedBy | null): Decision["because"] =>
  silence === null
    ? []
    : [{ condition: "silence", expected: "no silence", actual: silencedSentence(silence), holds: false }];

/** `concerned` are the devices of the alerts that the rule means; those of others give nobody a right to hear of these. */
const receives = (
  recipient: NotificationRule["recipients"][number],
  at: Instant,
  concerned: readonly JudgedDevice[],
  rule: NotificationRule,
  context: DecisionContext,
): { told: boolean; reason: string } => {
  if (at < recipient.addedAt) {
    return { told: false, reason: reasonOf("addedLater", { at: toIso(recipient.addedAt) }) };
  }
  if (recipient.stoppedAt !== undefined) {
    return { told: false, reason: reasonOf("stopped", { at: toIso(recipient.stoppedAt) }) };
  }
  const right = context.rightOf(recipient.address);
  if (right.kind === "refused") return { told: false, reason: right.reason };
  if (right.kind === "all") return { told: true, reason: reasons.matches };
  const chosen = rule.deviceGroups.scope === "all" ? null : rule.deviceGroups.ids;
  return concerned.some(({ group }) => right.ids.has(group) && (chosen === null || chosen.includes(group)))
    ? { told: true, reason: reasons.matchesAndSees }
    : { told: false, reason: reasons.seesNone };
};

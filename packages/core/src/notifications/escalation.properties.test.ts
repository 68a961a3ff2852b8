import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { asId, minuteMs } from "../kernel/index.ts";
import { decide, type NotificationRule } from "../notification-rules/index.ts";
import { aDecisionContext, aJudgedChange, aRule, aRuleRecipient, mapped, noon } from "../testing/index.ts";
import { type EscalationFacts, escalationsBegun, nextEscalation, type PendingEscalation } from "./escalation.ts";

/** Rules with some steps, and recipients in every tier. */
const anEscalatingRule = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 1440 }), { minLength: 1, maxLength: 5 }),
    fc.array(fc.nat({ max: 5 }), { maxLength: 6 }),
  )
  .map(([minutes, more]): NotificationRule => {
    const tiers = [
      ...minutes.map((_, index) => index),
      minutes.length,
      ...more.map((t) => Math.min(t, minutes.length)),
    ];
    return aRule({
      recipients: tiers.map((tier, index) => aRuleRecipient({ address: `${index}@contoso.example`, tier })),
      escalation: minutes.map((afterMinutes) => ({ afterMinutes })),
    });
  });

const factsOf = (pending: PendingEscalation, rule: NotificationRule, given: Partial<EscalationFacts> = {}) => ({
  pending,
  rule,
  incident: { status: mapped("active"), severity: mapped("high") } as EscalationFacts["incident"],
  acknowledgement: null,
  rightOf: () => ({ told: true, reason: "nobody acknowledged in time" }),
  ...given,
});

/** Everything that follows while nobody answers: when, and whom. */
const wholeRun = (rule: NotificationRule, refused: ReadonlySet<string> = new Set()) => {
  const told: { at: number; addresses: readonly string[] }[] = [];
  const context = aDecisionContext({
    rightOf: (address) => (refused.has(address) ? { kind: "refused", reason: "no" } : { kind: "all" }),
  });
  const change = aJudgedChange();
  const decision = decide(change, rule, context, noon);
  told.push({ at: noon, addresses: decision.recipients.filter((one) => one.told).map(({ address }) => address) });
  let [pending] = escalationsBegun(change, [rule], [decision]);
  while (pending !== undefined) {
    const at = pending.dueAt;
    const rightOf = (address: string) => ({ told: !refused.has(address), reason: "" });
    expect(nextEscalation(factsOf(pending, rule, { rightOf }), at - 1)).toEqual({ kind: "wait" });
    const step = nextEscalation(factsOf(pending, rule, { rightOf }), at);
    if (step.kind !== "tell") break;
    told.push({ at, addresses: step.recipients.filter((one) => one.told).map(({ address }) => address) });
    pending = step.next ?? undefined;
  }
  return told;
};

describe("while nobody acknowledges", () => {
  test("every recipient is told once, tier by tier, each after the time of its step", () => {
    fc.assert(
      fc.property(anEscalatingRule, (rule) => {
        const run = wholeRun(rule);
        const expected = [{ afterMinutes: 0 }, ...rule.escalation].map((_step, tier) => ({
          at: noon + rule.escalation.slice(0, tier).reduce((sum, step) => sum + step.afterMinutes * minuteMs, 0),
          addresses: rule.recipients.filter((one) => one.tier === tier).map(({ address }) => address),
        }));
        expect(run).toEqual(expected);
      }),
    );
  });

  test("whoever may be told is told once, whoever else may not", () => {
    fc.assert(
      fc.property(anEscalatingRule, fc.func(fc.boolean()), (rule, mayNot) => {
        const refused = new Set(rule.recipients.map(({ address }) => address).filter((address) => mayNot(address)));
        const told = wholeRun(rule, refused).flatMap(({ addresses }) => addresses);
        const may = rule.recipients.map(({ address }) => address).filter((address) => !refused.has(address));
        expect([...told].sort()).toEqual(may.sort());
      }),
    );
  });
});

describe("nobody further is told", () => {
  const rule = aRule({
    recipients: [aRuleRecipient(), aRuleRecipient({ address: "ciso@contoso.example", tier: 1 })],
    escalation: [{ afterMinutes: 15 }],
  });
  const pending = { ruleId: rule.id, tier: 0, toldAt: noon, dueAt: noon + 15 * minuteMs };
  const by = { kind: "user", id: asId<never>("u-1"), name: "Ada" } as const;

  test.each<[string, Partial<EscalationFacts>, string]>([
    [
      "once somebody acknowledged",
      { acknowledgement: { at: noon, by, endedAt: null } },
      "acknowledged by Ada at 2026-11-22T12:00:00.000Z",
    ],
    [
      "once it is resolved",
      { incident: { status: mapped("resolved"), severity: mapped("high") } },
      "the incident is resolved",
    ],
    ["by a rule that was deleted", { rule: null }, "the rule was deleted"],
    ["by a rule that is off", { rule: { ...rule, enabled: false } }, "the rule was turned off"],
    [
      "by a rule that needs attention",
      { rule: { ...rule, needsAttention: "x" } },
      "the rule has stopped, and needs attention",
    ],
    ["where its step was taken away", { rule: { ...rule, escalation: [] } }, "nobody further may be told"],
    [
      "who lost the right",
      { rightOf: () => ({ told: false, reason: "this user is disabled" }) },
      "nobody further may be told",
    ],
  ])("%s, and that is why", (_when, given, reason) => {
    expect(nextEscalation(factsOf(pending, rule, given), pending.dueAt)).toMatchObject({ kind: "end", reason });
  });

  test("of an incident that was closed when it came", () => {
    const change = aJudgedChange({ status: "resolved" });
    expect(escalationsBegun(change, [rule], [decide(change, rule, aDecisionContext(), noon)])).toEqual([]);
  });
});

test("a later tier is named in the decision, with how long those before have", () => {
  const rule = aRule({
    recipients: [0, 1, 2].map((tier) => aRuleRecipient({ address: `${tier}@contoso.example`, tier })),
    escalation: [{ afterMinutes: 5 }, { afterMinutes: 10 }],
  });
  expect(decide(aJudgedChange(), rule, aDecisionContext(), noon).recipients).toEqual([
    { address: "0@contoso.example", told: true, reason: "the rule matches" },
    { address: "1@contoso.example", told: false, reason: "is told if nobody acknowledges within 5 minutes" },
    { address: "2@contoso.example", told: false, reason: "is told if nobody acknowledges within 15 minutes" },
  ]);
});

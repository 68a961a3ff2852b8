import { regrouped } from "../conditions/index.ts";
import { groupOf } from "../device-groups/index.ts";
import type { IncidentChange } from "../incidents/index.ts";
import { type Decision, type DecisionContext, decide, type NotificationRule } from "../notification-rules/index.ts";
import type { DecidedBefore, ExplanationStore } from "./ports.ts";
import { receiveRight } from "./receive-right.ts";

/** Why one rule told, or did not tell, of each change of an incident. */
export interface RuleExplanation {
  readonly rule: NotificationRule;
  readonly notified: boolean;
  readonly changes: readonly {
    readonly change: IncidentChange;
    /** As recorded then; null where the rule was not worth asking, or did not exist yet. */
    readonly asDecided: Decision | null;
    /** The rule as it is now, asked about the same change by the same function that decides live. */
    readonly asNow: Decision;
  }[];
}

type ExplanationFacts = Awaited<ReturnType<ExplanationStore["explanationFacts"]>>;

/** Explains an incident: every rule, every change, as decided then and as it would be now. */
export const explainIncident = (facts: ExplanationFacts): readonly RuleExplanation[] =>
  facts.rules.map((rule) => {
    let told: DecisionContext["told"] = null;
    const changes = facts.decided.map((before) => {
      const asDecided = before.decisions.find(({ ruleId }) => ruleId === rule.id) ?? null;
      const asNow = decideNow(before, rule, facts, told);
      if (asNow.outcome === "notify" && told === null) told = before.judged;
      return { change: before.change, asDecided, asNow };
    });
    return { rule, notified: changes.some(({ asDecided }) => asDecided?.outcome === "notify"), changes };
  });

const decideNow = (
  { judged }: DecidedBefore,
  rule: NotificationRule,
  { groups, organization, userScopeOf }: ExplanationFacts,
  told: DecisionContext["told"],
): Decision =>
  decide(
    regrouped(judged, (device) => groupOf(device, groups)),
    rule,
    {
      groupNames: new Map(groups.map(({ id, name }) => [id, name])),
      told,
      rightOf: (address) => receiveRight(address, organization.allowedDomains, userScopeOf),
    },
    judged.at,
  );

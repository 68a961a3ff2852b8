import { type JudgedChange, regrouped } from "../conditions/index.ts";
import { groupOf } from "../device-groups/index.ts";
import { type IncidentChange, isClosedStatus } from "../incidents/index.ts";
import { highestOf } from "../kernel/index.ts";
import {
  type Decision,
  type DecisionContext,
  decide,
  type FlipStep,
  type NotificationRule,
  smallestFlip,
} from "../notification-rules/index.ts";
import type { ExplanationStore, ToldOfFamily } from "./ports.ts";
import { receiveRight, rightUnlessMuted } from "./receive-right.ts";

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
    /** The smallest change of the rule with which it would tell; null where it does. */
    readonly flip: readonly FlipStep[] | null;
  }[];
}

type ExplanationFacts = Awaited<ReturnType<ExplanationStore["explanationFacts"]>>;

/** Explains an incident: every rule, every change, as decided then and as it would be now. */
export const explainIncident = (facts: ExplanationFacts): readonly RuleExplanation[] =>
  facts.rules.map((rule) => {
    let told: DecisionContext["told"] = null;
    const elsewhere = facts.toldElsewhere.get(rule.id) ?? null;
    const changes = facts.decided.map(({ change, judged: asJudged, decisions }) => {
      const judged = regrouped(asJudged, (device) => groupOf(device, facts.groups));
      // What a relative was told of later was not known then.
      const before = elsewhere !== null && elsewhere.at < judged.at ? toldBy(elsewhere, told) : told;
      const context = contextOf(facts, before, judged);
      const asDecided = decisions.find(({ ruleId }) => ruleId === rule.id) ?? null;
      const asNow = decide(judged, rule, context, judged.at);
      const flip = smallestFlip(judged, rule, context, judged.at)?.steps ?? null;
      if (asNow.outcome === "notify") told = toldBy(judged, told);
      return { change, asDecided, asNow, flip };
    });
    return { rule, notified: changes.some(({ asDecided }) => asDecided?.outcome === "notify"), changes };
  });

const toldBy = ({ at, severity }: ToldOfFamily, before: DecisionContext["told"]): DecisionContext["told"] =>
  before === null
    ? { at, severity }
    : { at: Math.min(at, before.at), severity: highestOf([before.severity, severity]) };

const contextOf = (
  { groups, organization, userScopeOf, silences, mutes }: ExplanationFacts,
  told: DecisionContext["told"],
  { at, status }: JudgedChange,
): DecisionContext => ({
  groupNames: new Map(groups.map(({ id, name }) => [id, name])),
  told,
  rightOf: (address) => {
    const right = receiveRight(address, organization.allowedDomains, userScopeOf);
    const mute = mutes.find((one) => one.address === address && one.at <= at);
    return rightUnlessMuted(right, mute, { over: isClosedStatus(status), now: at });
  },
  silences,
});

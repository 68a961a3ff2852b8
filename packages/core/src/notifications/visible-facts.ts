import { type JudgedChange, regrouped } from "../conditions/index.ts";
import { type DeviceGroup, groupOf, ungroupedId } from "../device-groups/index.ts";
import { type DeviceGroupId, type GroupReach, reasons } from "../kernel/index.ts";
import { type Decision, type NotificationRule, seesRule, visibleRule } from "../notification-rules/index.ts";
import type { ExplanationStore } from "./ports.ts";

type Facts = Awaited<ReturnType<ExplanationStore["explanationFacts"]>>;

/**
 * The facts of an explanation as somebody may see them: rules that concern his device groups, changes judged by the alerts
 * and devices that he may see. What was decided then speaks of all of them, so it keeps its outcome and loses its because
 * where anything is hidden.
 */
export const visibleFacts = (facts: Facts, reach: GroupReach): Facts => {
  if (reach === null) return facts;
  const rules = facts.rules.filter((rule) => seesRule(rule, reach));
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]));
  const decided = facts.decided.map(({ change, judged, decisions }) => {
    const visible = visibleJudged(judged, reach, facts.groups);
    const whole = isWhole(judged, visible);
    return {
      change,
      judged: visible,
      decisions: decisions.map((decision) => visibleDecision(decision, ruleOf.get(decision.ruleId), reach, whole)),
    };
  });
  return { ...facts, decided, rules: rules.map((rule) => visibleRule(rule, reach).rule) };
};

/**
 * A decision as somebody may read it: its because names the device groups of its rule, and the alerts and silences of its
 * change, so it is told to who sees all of these. `whole` says whether he sees all of the change.
 */
export const visibleDecision = (
  decision: Decision,
  rule: Pick<NotificationRule, "deviceGroups"> | undefined,
  reach: GroupReach,
  whole: boolean,
): Decision =>
  whole && rule !== undefined && visibleRule(rule, reach).hidden === 0 ? decision : withoutBecause(decision);

/** It says what came of it, and not what it looked at. */
const withoutBecause = ({ silencedBy: _silencedBy, ...decision }: Decision): Decision => ({
  ...decision,
  because: [],
  alert: null,
  recipients: decision.recipients.map((recipient) => ({ ...recipient, reason: reasons.notForYou })),
});

const visibleJudged = (
  asJudged: JudgedChange,
  reach: ReadonlySet<DeviceGroupId>,
  groups: readonly DeviceGroup[],
): JudgedChange => {
  const judged = regrouped(asJudged, (device) => groupOf(device, groups));
  return {
    ...judged,
    alerts: judged.alerts.flatMap((alert) => {
      if (alert.devices.length === 0) return reach.has(ungroupedId) ? [alert] : [];
      const devices = alert.devices.filter(({ group }) => reach.has(group));
      return devices.length === 0 ? [] : [{ ...alert, devices }];
    }),
  };
};

const isWhole = (judged: JudgedChange, visible: JudgedChange): boolean =>
  countOf(judged) === countOf(visible) && judged.alerts.length === visible.alerts.length;

const countOf = ({ alerts }: JudgedChange): number => alerts.reduce((sum, { devices }) => sum + devices.length, 0);

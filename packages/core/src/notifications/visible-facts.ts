import { type JudgedChange, regrouped } from "../conditions/index.ts";
import { type DeviceGroup, groupOf, ungroupedId } from "../device-groups/index.ts";
import type { DeviceGroupId, GroupReach } from "../kernel/index.ts";
import { type Decision, seesRule } from "../notification-rules/index.ts";
import type { ExplanationStore } from "./ports.ts";

type Facts = Awaited<ReturnType<ExplanationStore["explanationFacts"]>>;

/**
 * The facts of an explanation as somebody may see them: rules that concern his device groups, changes judged by the alerts
 * and devices that he may see. What was decided then speaks of all of them, so it keeps its outcome and loses its because
 * where anything is hidden.
 */
export const visibleFacts = (facts: Facts, reach: GroupReach): Facts => {
  if (reach === null) return facts;
  const decided = facts.decided.map(({ change, judged, decisions }) => {
    const visible = visibleJudged(judged, reach, facts.groups);
    return { change, judged: visible, decisions: isWhole(judged, visible) ? decisions : decisions.map(withoutBecause) };
  });
  return { ...facts, decided, rules: facts.rules.filter((rule) => seesRule(rule, reach)) };
};

/** A decision that says what came of it, and not what it looked at. */
export const withoutBecause = (decision: Decision): Decision => ({ ...decision, because: [], alert: null });

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

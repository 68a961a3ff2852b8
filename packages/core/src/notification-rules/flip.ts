import type { JudgedAlert, JudgedChange, Verdict } from "../conditions/index.ts";
import { ungroupedId, ungroupedName } from "../device-groups/index.ts";
import { type Instant, isAbove } from "../kernel/index.ts";
import { decide } from "./decide.ts";
import type { NotificationRule } from "./notification-rule.ts";
import { alertVerdicts, type DecisionContext, ruleVerdicts } from "./verdicts.ts";

/** One change of a rule, in words, with the rule as it would be. */
export interface FlipStep {
  readonly condition: string;
  readonly change: string;
}

/** The smallest change of a rule with which it would have told. */
export interface Flip {
  readonly steps: readonly FlipStep[];
  readonly rule: NotificationRule;
}

/**
 * What would have to be different in a rule for it to tell of a change: for the alert that needs the fewest steps, one
 * for every condition that failed. The answer is tried with `decide` before it is given. Null where the rule matches.
 */
export const smallestFlip = (
  change: JudgedChange,
  rule: NotificationRule,
  context: DecisionContext,
  now: Instant,
): Flip | null => {
  if (decide(change, rule, context, now).outcome !== "no") return null;
  const flips = change.alerts.flatMap((alert) => flipFor(change, alert, rule, context, now) ?? []);
  return flips.reduce<Flip | null>(
    (best, flip) => (best === null || flip.steps.length < best.steps.length ? flip : best),
    null,
  );
};

/** Mends what fails until nothing does. A step may bring another condition to light, so it looks again after each. */
const flipFor = (
  change: JudgedChange,
  alert: JudgedAlert,
  rule: NotificationRule,
  context: DecisionContext,
  now: Instant,
): Flip | null => {
  const steps: FlipStep[] = [];
  let mended = rule;
  for (;;) {
    const failed = [
      ...ruleVerdicts(change, mended, context),
      ...alertVerdicts(change, alert, mended, context),
    ].findLast((verdict) => !verdict.holds);
    if (failed === undefined) break;
    const mend = mendOf(failed, change, alert, mended, context);
    if (mend === null || steps.length > stepsMax) return null;
    steps.unshift({ condition: failed.condition, change: mend.change });
    mended = mend.rule;
  }
  return decide(change, mended, context, now).outcome === "no" ? null : { steps, rule: mended };
};

const stepsMax = 40;

interface Mend {
  readonly change: string;
  readonly rule: NotificationRule;
}

const mendOf = (
  { condition, actual }: Verdict,
  change: JudgedChange,
  alert: JudgedAlert,
  rule: NotificationRule,
  context: DecisionContext,
): Mend | null => {
  switch (condition) {
    case "enabled":
      return rule.archivedAt === null
        ? { change: "turn the rule on", rule: { ...rule, enabled: true } }
        : { change: "restore the rule", rule: { ...rule, enabled: true, archivedAt: null } };
    case "attention":
      return { change: `mend the rule: ${actual}`, rule: { ...rule, needsAttention: null } };
    case "frequency":
      return mendFrequency(change, rule, context);
    case "alertSeverity":
    case "incidentSeverity":
      return mendSeverity(change, alert, rule);
    case "deviceGroup":
      return mendGroup(alert, rule, context);
    case "detectionSource":
      return mendSource(alert, rule);
    default:
      return mendCondition(condition, change, alert, rule, context);
  }
};

const mendFrequency = (change: JudgedChange, rule: NotificationRule, { told }: DecisionContext): Mend => {
  const { frequency } = rule;
  if (frequency.kind === "chosenChanges") {
    const [kind = "updated"] = change.kinds;
    const changes = [...frequency.changes, kind];
    return { change: `also tell when an incident is ${kind}`, rule: { ...rule, frequency: { ...frequency, changes } } };
  }
  if (frequency.kind === "oncePerIncident" && told !== null && isAbove(change.severity, told.severity)) {
    const again = { ...frequency, alsoOnEscalation: true };
    return { change: "also tell when the severity rises", rule: { ...rule, frequency: again } };
  }
  return { change: "tell of every update", rule: { ...rule, frequency: { kind: "everyUpdate" } } };
};

const mendSeverity = (change: JudgedChange, alert: JudgedAlert, rule: NotificationRule): Mend => {
  const severity = rule.severityOf === "alert" ? alert.severity : change.severity;
  const sources = rule.sources.map((source) =>
    source.severities === undefined ? source : { ...source, severities: [...source.severities, severity] },
  );
  const severities = rule.severities.includes(severity) ? rule.severities : [...rule.severities, severity];
  return { change: `choose severity ${severity} too`, rule: { ...rule, severities, sources } };
};

const mendGroup = (alert: JudgedAlert, rule: NotificationRule, context: DecisionContext): Mend | null => {
  const { deviceGroups } = rule;
  if (deviceGroups.scope === "all") return null;
  const [device] = alert.devices;
  if (device === undefined) {
    const included = { ...deviceGroups, includeDeviceless: true };
    return { change: "include alerts without a device", rule: { ...rule, deviceGroups: included } };
  }
  const name = device.group === ungroupedId ? ungroupedName : (context.groupNames.get(device.group) ?? device.group);
  const widened = { ...deviceGroups, ids: [...deviceGroups.ids, device.group] };
  return { change: `choose device group ${name} too`, rule: { ...rule, deviceGroups: widened } };
};

const mendSource = (alert: JudgedAlert, rule: NotificationRule): Mend => {
  if (alert.serviceSource === null)
    return { change: "do not limit the rule to sources", rule: { ...rule, sources: [] } };
  const added = { serviceSource: alert.serviceSource, detectionSources: [] };
  return { change: `choose source ${alert.serviceSource} too`, rule: { ...rule, sources: [...rule.sources, added] } };
};

/** A condition that the author added is left out: what else it could say is the author's to know. */
const mendCondition = (
  kind: string,
  change: JudgedChange,
  alert: JudgedAlert,
  rule: NotificationRule,
  context: DecisionContext,
): Mend | null => {
  const failing = rule.conditions.find(
    (condition) =>
      condition.kind === kind &&
      alertVerdicts(change, alert, { ...rule, conditions: [condition] }, context).at(-1)?.holds === false,
  );
  if (failing === undefined) return null;
  const conditions = rule.conditions.filter((condition) => condition !== failing);
  return { change: `leave out the condition on ${kind}`, rule: { ...rule, conditions } };
};

import type { JudgedAlert, JudgedChange, Verdict } from "../conditions/index.ts";
import { ungroupedId, ungroupedName } from "../device-groups/index.ts";
import { type Instant, isAbove } from "../kernel/index.ts";
import { decide } from "./decide.ts";
import type { Mend } from "./mend.ts";
import type { NotificationRule } from "./notification-rule.ts";
import { alertVerdicts, type DecisionContext, ruleVerdicts } from "./verdicts.ts";

/** One change of a rule, and the condition that holds with it. */
export interface FlipStep {
  readonly condition: string;
  readonly mend: Mend;
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
  let flipped = rule;
  for (;;) {
    const failed = [
      ...ruleVerdicts(change, flipped, context),
      ...alertVerdicts(change, alert, flipped, context),
    ].findLast((verdict) => !verdict.holds);
    if (failed === undefined) break;
    const mended = mendedOf(failed, change, alert, flipped, context);
    if (mended === null || steps.length > stepsMax) return null;
    steps.unshift({ condition: failed.condition, mend: mended.mend });
    flipped = mended.rule;
  }
  return decide(change, flipped, context, now).outcome === "no" ? null : { steps, rule: flipped };
};

const stepsMax = 40;

/** A mend, and the rule with it. */
interface Mended {
  readonly mend: Mend;
  readonly rule: NotificationRule;
}

const mendedOf = (
  { condition, actual }: Verdict,
  change: JudgedChange,
  alert: JudgedAlert,
  rule: NotificationRule,
  context: DecisionContext,
): Mended | null => {
  switch (condition) {
    case "enabled":
      return rule.archivedAt === null
        ? { mend: { kind: "turnOn" }, rule: { ...rule, enabled: true } }
        : { mend: { kind: "restore" }, rule: { ...rule, enabled: true, archivedAt: null } };
    case "attention":
      return { mend: { kind: "completeRule", problem: actual }, rule: { ...rule, needsAttention: null } };
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

const mendFrequency = (change: JudgedChange, rule: NotificationRule, { told }: DecisionContext): Mended => {
  const { frequency } = rule;
  if (frequency.kind === "chosenChanges") {
    const [kind = "updated"] = change.kinds;
    const changes = [...frequency.changes, kind];
    return { mend: { kind: "addChange", change: kind }, rule: { ...rule, frequency: { ...frequency, changes } } };
  }
  if (frequency.kind === "oncePerIncident" && told !== null && isAbove(change.severity, told.severity)) {
    const again = { ...frequency, alsoOnEscalation: true };
    return { mend: { kind: "tellWhenSeverityRises" }, rule: { ...rule, frequency: again } };
  }
  return { mend: { kind: "tellEveryUpdate" }, rule: { ...rule, frequency: { kind: "everyUpdate" } } };
};

const mendSeverity = (change: JudgedChange, alert: JudgedAlert, rule: NotificationRule): Mended => {
  const severity = rule.severityOf === "alert" ? alert.severity : change.severity;
  const sources = rule.sources.map((source) =>
    source.severities === undefined ? source : { ...source, severities: [...source.severities, severity] },
  );
  const severities = rule.severities.includes(severity) ? rule.severities : [...rule.severities, severity];
  return { mend: { kind: "addSeverity", severity }, rule: { ...rule, severities, sources } };
};

const mendGroup = (alert: JudgedAlert, rule: NotificationRule, context: DecisionContext): Mended | null => {
  const { deviceGroups } = rule;
  if (deviceGroups.scope === "all") return null;
  const [device] = alert.devices;
  if (device === undefined) {
    const included = { ...deviceGroups, includeDeviceless: true };
    return { mend: { kind: "includeDeviceless" }, rule: { ...rule, deviceGroups: included } };
  }
  const { group: id } = device;
  const name = id === ungroupedId ? ungroupedName : (context.groupNames.get(id) ?? id);
  const widened = { ...deviceGroups, ids: [...deviceGroups.ids, id] };
  return { mend: { kind: "addDeviceGroup", deviceGroup: { id, name } }, rule: { ...rule, deviceGroups: widened } };
};

const mendSource = ({ serviceSource }: JudgedAlert, rule: NotificationRule): Mended => {
  if (serviceSource === null) return { mend: { kind: "anySource" }, rule: { ...rule, sources: [] } };
  const sources = [...rule.sources, { serviceSource, detectionSources: [] }];
  return { mend: { kind: "addSource", serviceSource }, rule: { ...rule, sources } };
};

/** A condition that the author added is left out: what else it could say is the author's to know. */
const mendCondition = (
  kind: string,
  change: JudgedChange,
  alert: JudgedAlert,
  rule: NotificationRule,
  context: DecisionContext,
): Mended | null => {
  const failing = rule.conditions.find(
    (condition) =>
      condition.kind === kind &&
      alertVerdicts(change, alert, { ...rule, conditions: [condition] }, context).at(-1)?.holds === false,
  );
  if (failing === undefined) return null;
  const conditions = rule.conditions.filter((condition) => condition !== failing);
  return { mend: { kind: "leaveOut", condition: failing.kind }, rule: { ...rule, conditions } };
};

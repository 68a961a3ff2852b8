import { type JudgedAlert, type JudgedChange, judge, listed, type Verdict } from "../conditions/index.ts";
import { ungroupedId, ungroupedName } from "../device-groups/index.ts";
import { type DeviceGroupId, type Instant, isAbove, type Severity, severities, toIso } from "../kernel/index.ts";
import type { Silence } from "../silences/index.ts";
import type { NotificationRule } from "./notification-rule.ts";

/** What a decision knows besides the change and the rule. */
export interface DecisionContext {
  /** Names of the device groups, for the because. */
  readonly groupNames: ReadonlyMap<DeviceGroupId, string>;
  /** When this rule first told of this incident's family, and how severe it was at most then or since; null: never. */
  readonly told: { readonly at: Instant; readonly severity: Severity } | null;
  /** What an address may be told. */
  readonly rightOf: (address: string) => ReceiveRight;
  /** Those that may be active at the time of the change; absent: none. */
  readonly silences?: readonly Silence[];
}

/** Whether, and for which device groups, an address may be told. */
export type ReceiveRight =
  | { readonly kind: "all" }
  | { readonly kind: "groups"; readonly ids: ReadonlySet<DeviceGroupId> }
  /** `muted`: by his own wish, and for this incident. */
  | { readonly kind: "refused"; readonly reason: string; readonly muted?: true };

export const holds = (verdict: Verdict): boolean => verdict.holds;

/** What is asked once of a change, whatever its alerts. */
export const ruleVerdicts = (
  change: JudgedChange,
  rule: NotificationRule,
  context: DecisionContext,
): readonly Verdict[] => [
  {
    condition: "enabled",
    expected: "the rule is on",
    actual: rule.archivedAt !== null ? "archived" : rule.enabled ? "on" : "off",
    holds: rule.enabled && rule.archivedAt === null,
  },
  ...(rule.needsAttention === null
    ? []
    : [{ condition: "attention", expected: "the rule is complete", actual: rule.needsAttention, holds: false }]),
  frequencyVerdict(change, rule, context),
];

const frequencyVerdict = (
  change: JudgedChange,
  { frequency }: NotificationRule,
  { told }: DecisionContext,
): Verdict => {
  const kinds = change.kinds.join(", ");
  if (frequency.kind === "everyUpdate") {
    return { condition: "frequency", expected: "every update", actual: kinds, holds: true };
  }
  if (frequency.kind === "chosenChanges") {
    const chosen = change.kinds.some((kind) => frequency.changes.includes(kind));
    return { condition: "frequency", expected: frequency.changes.join(" or "), actual: kinds, holds: chosen };
  }
  const escalates = told !== null && frequency.alsoOnEscalation && isAbove(change.severity, told.severity);
  return {
    condition: "frequency",
    expected: frequency.alsoOnEscalation ? "once per incident, and when its severity rises" : "once per incident",
    actual: told === null ? "not told yet" : `already told at ${toIso(told.at)}`,
    holds: told === null || escalates,
  };
};

/** An alert with the verdicts of every condition on it. */
export interface JudgedAgainst {
  readonly alert: JudgedAlert;
  readonly verdicts: readonly Verdict[];
}

/** The alert for which fewest conditions fail; the first of several, so that the same change gives the same because. */
export const closest = (
  judged: readonly JudgedAgainst[],
): { alert: JudgedAlert | null; verdicts: readonly Verdict[] } => {
  const failing = ({ verdicts }: JudgedAgainst) => verdicts.filter((verdict) => !holds(verdict)).length;
  const [first, ...rest] = judged;
  if (first === undefined) return { alert: null, verdicts: [] };
  return rest.reduce((best, next) => (failing(next) < failing(best) ? next : best), first);
};

/** What is asked of one alert: all of it must hold for the same one. */
export const alertVerdicts = (
  change: JudgedChange,
  alert: JudgedAlert,
  rule: NotificationRule,
  context: DecisionContext,
): readonly Verdict[] => [
  severityVerdict(change, alert, rule),
  groupVerdict(alert, rule, context),
  ...(rule.sources.length === 0 ? [] : [sourceVerdict(alert, rule)]),
  ...rule.conditions.map((condition) => judge(condition, change, alert)),
  ...(alert.familiar ? [newsVerdict(context)] : []),
];

/** Merging and unmerging bring alerts to an incident, not to those who were told of its family already. */
const newsVerdict = ({ told }: DecisionContext): Verdict => ({
  condition: "news",
  expected: "an alert that is new to the rule",
  actual: told === null ? "not told yet" : "known from an incident that was merged with this one",
  holds: told === null,
});

const severityVerdict = (change: JudgedChange, alert: JudgedAlert, rule: NotificationRule): Verdict => {
  const wanted = severitiesFor(alert, rule);
  const actual = rule.severityOf === "alert" ? alert.severity : change.severity;
  return {
    condition: rule.severityOf === "alert" && alert.key !== null ? "alertSeverity" : "incidentSeverity",
    expected: wanted.join(" or "),
    actual,
    holds: wanted.includes(actual),
  };
};

const groupVerdict = (alert: JudgedAlert, { deviceGroups }: NotificationRule, context: DecisionContext): Verdict => {
  const nameOf = (id: string) =>
    id === ungroupedId ? ungroupedName : (context.groupNames.get(id as DeviceGroupId) ?? id);
  const actual =
    alert.devices.length === 0
      ? "no device"
      : listed([...new Set(alert.devices.map((device) => `${device.name} in ${nameOf(device.group)}`))]);
  if (deviceGroups.scope === "all") return { condition: "deviceGroup", expected: "any", actual, holds: true };
  const chosen = deviceGroups.ids;
  return {
    condition: "deviceGroup",
    expected: `${chosen.map(nameOf).join(" or ")}${deviceGroups.includeDeviceless ? " or no device" : ""}`,
    actual,
    holds:
      alert.devices.length === 0
        ? deviceGroups.includeDeviceless
        : alert.devices.some((device) => chosen.includes(device.group)),
  };
};

const sourceVerdict = (alert: JudgedAlert, rule: NotificationRule): Verdict => ({
  condition: "detectionSource",
  expected: rule.sources
    .map(({ serviceSource, detectionSources }) =>
      detectionSources.length === 0 ? serviceSource : `${serviceSource} (${detectionSources.join(" or ")})`,
    )
    .join(" or "),
  actual:
    alert.serviceSource === null
      ? "not said"
      : alert.detectionSource === null
        ? alert.serviceSource
        : `${alert.serviceSource} (${alert.detectionSource})`,
  holds: sourceScopesOf(alert, rule).length > 0,
});

const sourceScopesOf = (alert: JudgedAlert, rule: NotificationRule) =>
  rule.sources.filter(
    ({ serviceSource, detectionSources }) =>
      same(serviceSource, alert.serviceSource) &&
      (detectionSources.length === 0 || detectionSources.some((wanted) => same(wanted, alert.detectionSource))),
  );

/** Where several lines of the rule name the alert's source, what any of them allows. */
const severitiesFor = (alert: JudgedAlert, rule: NotificationRule): readonly Severity[] => {
  const scopes = sourceScopesOf(alert, rule);
  if (scopes.length === 0) return rule.severities;
  const allowed = new Set(scopes.flatMap((scope) => scope.severities ?? rule.severities));
  return severities.filter((severity) => allowed.has(severity));
};

const same = (a: string, b: string | null): boolean => b !== null && a.toLowerCase() === b.toLowerCase();

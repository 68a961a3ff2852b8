import type { JudgedAlert, JudgedChange } from "../conditions/index.ts";
import type { Severity } from "../kernel/index.ts";
import type { NotificationRule } from "./notification-rule.ts";

/** Finds the rules worth asking about a change; its cost grows with the rules that answer, not with all there are. */
export interface CandidateIndex {
  candidatesFor(change: JudgedChange): readonly NotificationRule[];
}

/**
 * Files every rule that can match under severity × device group × source. A rule that is off, archived or in need of
 * attention is left out: it can match nothing. Never misses a rule that would match; may name one that would not.
 */
export const indexRules = (rules: readonly NotificationRule[]): CandidateIndex => {
  const drawers = new Map<string, number[]>();
  rules.forEach((rule, position) => {
    if (!rule.enabled || rule.archivedAt !== null || rule.needsAttention !== null) return;
    for (const key of keysOfRule(rule)) {
      const drawer = drawers.get(key);
      if (drawer) drawer.push(position);
      else drawers.set(key, [position]);
    }
  });
  return {
    candidatesFor: (change) => {
      const found = new Set<number>();
      for (const key of new Set(change.alerts.flatMap((alert) => keysOfAlert(change, alert)))) {
        for (const position of drawers.get(key) ?? []) found.add(position);
      }
      return [...found].sort((a, b) => a - b).flatMap((position) => rules[position] ?? []);
    },
  };
};

const any = "*";
const deviceless = "-";

type SeverityOf = NotificationRule["severityOf"];

const keyOf = (of: SeverityOf, severity: Severity, group: string, source: string): string =>
  `${of} ${severity} ${group} ${source}`;

const keysOfRule = (rule: NotificationRule): ReadonlySet<string> => {
  const { deviceGroups } = rule;
  const groups =
    deviceGroups.scope === "all"
      ? [any]
      : [...deviceGroups.ids, ...(deviceGroups.includeDeviceless ? [deviceless] : [])];
  const sources =
    rule.sources.length === 0
      ? [{ name: any, severities: rule.severities }]
      : rule.sources.map(({ serviceSource, severities }) => ({
          name: serviceSource.toLowerCase(),
          severities: severities ?? rule.severities,
        }));
  return new Set(
    sources.flatMap(({ name, severities }) =>
      severities.flatMap((severity) => groups.map((group) => keyOf(rule.severityOf, severity, group, name))),
    ),
  );
};

const keysOfAlert = (change: JudgedChange, alert: JudgedAlert): readonly string[] => {
  const groups = [any, ...(alert.devices.length === 0 ? [deviceless] : alert.devices.map((device) => device.group))];
  const sources = alert.serviceSource === null ? [any] : [any, alert.serviceSource.toLowerCase()];
  return groups.flatMap((group) =>
    sources.flatMap((source) => [
      keyOf("alert", alert.severity, group, source),
      keyOf("incident", change.severity, group, source),
    ]),
  );
};

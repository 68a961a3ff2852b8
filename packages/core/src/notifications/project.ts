import { type DeviceGroup, groupOf } from "../device-groups/index.ts";
import type { Alert, Incident } from "../incidents/index.ts";
import { type DeviceGroupId, highestOf, type Severity } from "../kernel/index.ts";
import type { NotificationRule, ReceiveRight } from "../notification-rules/index.ts";

/** What of an incident one mail may show. */
export interface Projection {
  readonly alerts: readonly Alert[];
  readonly severity: Severity;
  /** The groups of the devices shown, in rank order. */
  readonly groups: readonly DeviceGroupId[];
  /** Whether something may be hidden: then counts and severities of the whole incident must not be told. */
  readonly partial: boolean;
}

/**
 * Keeps the alerts and devices that lie in the groups of the rules that asked for the mail and in the recipient's
 * right. What falls outside is not even counted, and the severity is that of what is left.
 */
export const projectIncident = (
  incident: Incident,
  alerts: readonly Alert[],
  rules: readonly NotificationRule[],
  right: ReceiveRight,
  groups: readonly DeviceGroup[],
): Projection => {
  const scope = scopeOf(rules, right);
  const whole = scope.groups === null;
  const shown = whole ? alerts : alerts.flatMap((alert) => projectAlert(alert, scope, groups));
  const devices = shown.flatMap((alert) => alert.evidence.filter(({ type }) => type === "device"));
  const present = new Set(devices.map((device) => groupOf(device, groups)));
  return {
    alerts: shown,
    severity: whole || alerts.length === 0 ? incident.severity.value : highestOf(shown.map((a) => a.severity.value)),
    groups: [
      ...groups.map(({ id }) => id).filter((id) => present.has(id)),
      ...[...present].filter(isUngrouped(groups)),
    ],
    partial: !whole,
  };
};

/** The devices that alerts show, by their keys. */
export const devicesOf = (alerts: readonly Alert[]): readonly string[] => [
  ...new Set(alerts.flatMap(({ evidence }) => evidence.flatMap(({ type, key }) => (type === "device" ? [key] : [])))),
];

interface Scope {
  /** Null: all of them. */
  readonly groups: ReadonlySet<DeviceGroupId> | null;
  readonly deviceless: boolean;
}

const scopeOf = (rules: readonly NotificationRule[], right: ReceiveRight): Scope => {
  const unlimited = rules.some(({ deviceGroups }) => deviceGroups.scope === "all");
  const chosen = rules.flatMap(({ deviceGroups }) => (deviceGroups.scope === "all" ? [] : deviceGroups.ids));
  if (right.kind === "refused") return { groups: new Set(), deviceless: false };
  // What has no device lies in no group, so a right to some groups does not reach it.
  if (right.kind === "groups") {
    const groups = unlimited ? right.ids : new Set([...right.ids].filter((id) => chosen.includes(id)));
    return { groups, deviceless: false };
  }
  const deviceless = rules.some(({ deviceGroups }) => deviceGroups.scope === "all" || deviceGroups.includeDeviceless);
  return { groups: unlimited ? null : new Set(chosen as DeviceGroupId[]), deviceless };
};

const projectAlert = (alert: Alert, scope: Scope, groups: readonly DeviceGroup[]): readonly Alert[] => {
  const devices = alert.evidence.filter(({ type }) => type === "device");
  if (devices.length === 0) return scope.deviceless ? [alert] : [];
  const visible = new Set(devices.filter((device) => scope.groups?.has(groupOf(device, groups))));
  if (visible.size === 0) return [];
  return [{ ...alert, evidence: alert.evidence.filter((item) => item.type !== "device" || visible.has(item)) }];
};

const isUngrouped =
  (groups: readonly DeviceGroup[]) =>
  (id: DeviceGroupId): boolean =>
    !groups.some((group) => group.id === id);

import type { Alert, IncidentChange } from "../incidents/index.ts";
import type { DeviceGroupId, GroupReach } from "../kernel/index.ts";
import { type DeviceGroup, ungroupedId } from "./device-group.ts";
import { groupOf } from "./membership.ts";

/**
 * The groups in which an alert lies. One without devices lies with the ungrouped: whoever may see those may see what
 * no group takes.
 */
const groupsOfAlert = (alert: Alert, groups: readonly DeviceGroup[]): readonly DeviceGroupId[] => {
  const found = alert.evidence.flatMap((item) => (item.type === "device" ? [groupOf(item, groups)] : []));
  return found.length === 0 ? [ungroupedId] : found;
};

/** The alerts that somebody may see, without the devices that he may not. What is hidden is not even counted. */
export const visibleAlerts = (
  alerts: readonly Alert[],
  reach: GroupReach,
  groups: readonly DeviceGroup[],
): readonly Alert[] => {
  if (reach === null) return alerts;
  return alerts
    .filter((alert) => groupsOfAlert(alert, groups).some((id) => reach.has(id)))
    .map((alert) => ({
      ...alert,
      evidence: alert.evidence.filter((item) => item.type !== "device" || reach.has(groupOf(item, groups))),
    }));
};

/** Whether somebody may see all of an incident: then nothing said of it can tell of what is hidden. */
export const seesWhole = (alerts: readonly Alert[], reach: GroupReach, groups: readonly DeviceGroup[]): boolean => {
  if (reach === null) return true;
  const lies = alerts.length === 0 ? [ungroupedId] : alerts.flatMap((alert) => groupsOfAlert(alert, groups));
  return lies.every((id) => reach.has(id));
};

/** A change without what it says of alerts and devices that are not among those visible. */
export const visibleChange = <Change extends Pick<IncidentChange, "detail">>(
  change: Change,
  visible: readonly Alert[],
): Change => {
  const byKey = new Map(visible.map((alert) => [alert.key, alert]));
  const { detail } = change;
  return {
    ...change,
    detail: {
      ...detail,
      newAlerts: detail.newAlerts.filter(({ key }) => byKey.has(key)),
      raisedAlerts: detail.raisedAlerts.filter(({ key }) => byKey.has(key)),
      newEvidence: detail.newEvidence.filter(({ alertKey, key }) =>
        byKey.get(alertKey)?.evidence.some((item) => item.key === key),
      ),
    },
  };
};

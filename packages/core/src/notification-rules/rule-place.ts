import type { ProtectedObject } from "../access/index.ts";
import { ungroupedId } from "../device-groups/index.ts";
import { asId, type DeviceGroupId, type GroupReach } from "../kernel/index.ts";
import type { RuleDraft } from "./notification-rule.ts";

type Place = Pick<RuleDraft, "deviceGroups">;

/** Where a rule lies: what has no device counts as ungrouped. */
export const placeOf = ({ deviceGroups }: Place): ProtectedObject =>
  deviceGroups.scope === "all" ? { kind: "everything" } : { kind: "everyGroup", ids: groupsOf(deviceGroups) };

const groupsOf = ({
  ids,
  includeDeviceless,
}: Extract<Place["deviceGroups"], { scope: "selected" }>): readonly DeviceGroupId[] => [
  ...ids.map((id) => asId<DeviceGroupId>(id)),
  ...(includeDeviceless && !ids.includes(ungroupedId) ? [ungroupedId] : []),
];

/** Whether somebody may read a rule: it tells of a device group that he may see. */
export const seesRule = ({ deviceGroups }: Place, reach: GroupReach): boolean =>
  reach === null || deviceGroups.scope === "all" || groupsOf(deviceGroups).some((id) => reach.has(id));

/** Whether a rule is somebody's to change: he has the right in every one of its groups, or in all there are. */
export const managesRule = ({ deviceGroups }: Place, manages: GroupReach): boolean =>
  manages === null || (deviceGroups.scope === "selected" && groupsOf(deviceGroups).every((id) => manages.has(id)));

/** A rule as somebody may read it, with the number of its device groups that he cannot see. */
export const visibleRule = <Rule extends Place>(
  rule: Rule,
  reach: GroupReach,
): { readonly rule: Rule; readonly hidden: number } => {
  const { deviceGroups } = rule;
  if (reach === null || deviceGroups.scope === "all") return { rule, hidden: 0 };
  const ids = deviceGroups.ids.filter((id) => reach.has(asId<DeviceGroupId>(id)));
  return {
    rule: { ...rule, deviceGroups: { ...deviceGroups, ids } } satisfies Place as Rule,
    hidden: deviceGroups.ids.length - ids.length,
  };
};

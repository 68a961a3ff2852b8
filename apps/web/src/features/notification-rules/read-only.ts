import type { RuleResponse } from "./requests.ts";

/** Why somebody who manages rules may not change this one; null where he may. The api decides by the same. */
export type ReadOnly = { readonly kind: "hiddenGroups"; readonly count: number } | { readonly kind: "allGroups" };

/** `limited`: whether the reader sees some device groups only. A rule is changed by who may manage every one of its groups. */
export const readOnlyOf = (
  { hiddenDeviceGroups, deviceGroups }: Pick<RuleResponse, "hiddenDeviceGroups" | "deviceGroups">,
  limited: boolean,
): ReadOnly | null => {
  if (hiddenDeviceGroups > 0) return { kind: "hiddenGroups", count: hiddenDeviceGroups };
  return limited && deviceGroups.scope === "all" ? { kind: "allGroups" } : null;
};

import { expect, test } from "vitest";
import { readOnlyOf } from "./read-only.ts";

const all = { scope: "all" } as const;
const some = { scope: "selected", ids: ["dg_1"], includeDeviceless: false } as const;

test.each([
  ["of groups that one sees", { deviceGroups: some, hiddenDeviceGroups: 0 }, true, null],
  [
    "of groups that are hidden, too",
    { deviceGroups: some, hiddenDeviceGroups: 2 },
    true,
    { kind: "hiddenGroups", count: 2 },
  ],
  ["of all groups, to who sees some", { deviceGroups: all, hiddenDeviceGroups: 0 }, true, { kind: "allGroups" }],
  ["of all groups, to who sees all", { deviceGroups: all, hiddenDeviceGroups: 0 }, false, null],
] as const)("a rule %s: %o, limited %s, is read-only for %o", (_what, rule, limited, readOnly) => {
  expect(readOnlyOf({ ...rule, deviceGroups: structuredClone(rule.deviceGroups) as never }, limited)).toEqual(readOnly);
});

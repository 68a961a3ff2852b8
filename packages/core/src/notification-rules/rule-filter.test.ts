import { expect, test } from "vitest";
import { asId, type DeviceGroupId } from "../kernel/index.ts";
import { ruleDraftSchema } from "./notification-rule.ts";
import { fitsRuleFilter, type RuleFilter } from "./rule-filter.ts";

const servers = asId<DeviceGroupId>("0199a000-0000-7000-8000-000000000001");
const laptops = asId<DeviceGroupId>("0199a000-0000-7000-8000-000000000002");

const draft = ruleDraftSchema.parse({
  name: "High incidents on servers",
  description: "For the night shift",
  owner: "SOC day team",
  severities: ["high"],
  deviceGroups: { scope: "selected", ids: [servers] },
  recipients: [{ address: "Sanne@contoso.example" }],
});
const rule = { ...draft, needsAttention: null } as unknown as Parameters<typeof fitsRuleFilter>[0];

test.each<[RuleFilter, boolean]>([
  [{}, true],
  [{ text: " SERVERS " }, true],
  [{ text: "night shift" }, true],
  [{ text: "day team" }, true],
  [{ text: "sanne@" }, true],
  [{ text: "jan@" }, false],
  [{ severity: "high" }, true],
  [{ severity: "low" }, false],
  [{ deviceGroup: servers }, true],
  [{ deviceGroup: laptops }, false],
  [{ state: "on" }, true],
  [{ state: "off" }, false],
  [{ text: "servers", severity: "low" }, false],
])("a rule that is asked for by %j: %s", (filter, fits) => {
  expect(fitsRuleFilter(rule, filter)).toBe(fits);
});

test("a rule of all device groups tells of each, and one that is stopped is neither on nor off", () => {
  expect(fitsRuleFilter({ ...rule, deviceGroups: { scope: "all" } }, { deviceGroup: laptops })).toBe(true);
  const stopped = { ...rule, needsAttention: "Its device groups were removed" };
  expect(fitsRuleFilter(stopped, { state: "attention" })).toBe(true);
  for (const enabled of [true, false]) {
    for (const state of ["on", "off"] as const) expect(fitsRuleFilter({ ...stopped, enabled }, { state })).toBe(false);
  }
});

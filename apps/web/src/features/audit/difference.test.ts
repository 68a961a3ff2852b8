import { expect, test } from "vitest";
import { differenceOf } from "./difference.ts";

test("only what differs is shown, each field by its path", () => {
  const before = { name: "High", enabled: true, deviceGroups: { scope: "all" }, severities: ["high"] };
  const after = { ...before, enabled: false, deviceGroups: { scope: "selected" }, severities: ["high", "critical"] };
  expect(differenceOf(before, after)).toEqual([
    { field: "enabled", before: "true", after: "false" },
    { field: "deviceGroups.scope", before: "all", after: "selected" },
    { field: "severities", before: "high", after: "high, critical" },
  ]);
});

test("what was made has no before, what was removed no after, and a list of things shows what is in them", () => {
  expect(differenceOf(null, { name: "High", owner: null })).toEqual([
    { field: "name", before: undefined, after: "High" },
    { field: "owner", before: undefined, after: "" },
  ]);
  expect(differenceOf({ recipients: [{ address: "a@b.example" }] }, null)).toEqual([
    { field: "recipients", before: '{"address":"a@b.example"}', after: undefined },
  ]);
  expect(differenceOf(null, null)).toEqual([]);
});

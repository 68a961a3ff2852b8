import { expect, test } from "vitest";
import { ungroupedId } from "../device-groups/index.ts";
import { asId, type DeviceGroupId, type SourceId } from "../kernel/index.ts";
import { aRule, aRuleRecipient } from "../testing/index.ts";
import { coverageOf } from "./coverage.ts";
import type { NotificationRule } from "./notification-rule.ts";
import type { ReceiveRight } from "./verdicts.ts";

const servers = asId<DeviceGroupId>("servers");
const wazuh = asId<SourceId>("wazuh");
const sentinel = asId<SourceId>("sentinel");

const covered = (
  rules: readonly NotificationRule[],
  rightOf: (address: string) => ReceiveRight = () => ({ kind: "all" }),
) => {
  const cells = coverageOf({ rules, groupIds: [servers], sourceIds: [wazuh, sentinel], rightOf });
  return (severity: string, group: DeviceGroupId | null, source: SourceId = wazuh) =>
    cells.find((cell) => cell.severity === severity && cell.deviceGroupId === group && cell.sourceId === source);
};

test("every severity, device group and source has a cell, also where nobody is told", () => {
  expect(
    coverageOf({ rules: [], groupIds: [servers], sourceIds: [wazuh], rightOf: () => ({ kind: "all" }) }),
  ).toHaveLength(6 * 3);
});

test("a cell names the rules and addresses that would tell", () => {
  const at = covered([
    aRule({ severities: ["high"], deviceGroups: { scope: "selected", ids: [servers], includeDeviceless: false } }),
  ]);
  expect(at("high", servers)).toMatchObject({
    rules: [{ ruleId: "rule-1", onlyIf: [] }],
    addresses: ["soc@contoso.example"],
    maybe: [],
  });
  for (const cell of [at("low", servers), at("high", ungroupedId), at("high", null)]) {
    expect(cell).toMatchObject({ rules: [], addresses: [] });
  }
});

test("a rule for one source covers no other", () => {
  const at = covered([aRule({ conditions: [{ kind: "source", anyOf: [wazuh] }] })]);
  expect([at("low", null, wazuh)?.addresses, at("low", null, sentinel)?.addresses]).toEqual([
    ["soc@contoso.example"],
    [],
  ]);
});

test("a rule that asks for more than the cell says counts as perhaps, and says for what", () => {
  const at = covered([
    aRule({
      conditions: [{ kind: "category", match: "is", anyOf: ["Ransomware"] }],
      sources: [{ serviceSource: "EDR", detectionSources: [], severities: ["medium"] }],
    }),
  ]);
  expect(at("medium", null)).toMatchObject({
    rules: [{ onlyIf: ["detectionSource", "category"] }],
    addresses: [],
    maybe: ["soc@contoso.example"],
  });
  expect(at("high", null)).toMatchObject({ rules: [], maybe: [] });
});

test("a rule that is off, or tells of no new incident, covers nothing", () => {
  for (const rule of [
    aRule({ enabled: false }),
    aRule({ frequency: { kind: "chosenChanges", changes: ["resolved"] } }),
  ]) {
    expect(covered([rule])("high", null)).toMatchObject({ rules: [] });
  }
});

test("a recipient who may not see a device group is not told of it", () => {
  const rule = aRule({ recipients: [aRuleRecipient(), aRuleRecipient({ address: "ada@contoso.example" })] });
  const at = covered([rule], (address) =>
    address.startsWith("ada") ? { kind: "groups", ids: new Set([servers]) } : { kind: "all" },
  );
  expect(at("high", servers)?.addresses).toEqual(["soc@contoso.example", "ada@contoso.example"]);
  expect(at("high", ungroupedId)?.addresses).toEqual(["soc@contoso.example"]);
});

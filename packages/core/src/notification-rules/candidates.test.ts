import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JudgedAlert, JudgedChange } from "../conditions/index.ts";
import { ungroupedId } from "../device-groups/index.ts";
import { changeKinds } from "../incidents/index.ts";
import { asId, type DeviceGroupId, type RuleId, severities } from "../kernel/index.ts";
import { aDecisionContext, aJudgedAlert, aJudgedChange, aJudgedDevice, aRule, noon } from "../testing/index.ts";
import { indexRules } from "./candidates.ts";
import { decide } from "./decide.ts";
import type { NotificationRule } from "./notification-rule.ts";

const someSeverities = fc.subarray([...severities], { minLength: 1 });
const group = fc.constantFrom<DeviceGroupId>(asId("a"), asId("b"), ungroupedId);
const serviceSource = fc.constantFrom("Defender", "defender", "wazuh", "*", "-");
const detectionSource = fc.constantFrom("edr", "EDR", "antivirus");

const sourceScope = fc
  .record({
    serviceSource,
    detectionSources: fc.array(detectionSource, { maxLength: 2 }),
    severities: fc.option(someSeverities, { nil: undefined }),
  })
  .map(({ severities: own, ...scope }) => ({ ...scope, ...(own && { severities: own }) }));

const deviceGroups: fc.Arbitrary<NotificationRule["deviceGroups"]> = fc.oneof(
  fc.constant({ scope: "all" as const }),
  fc.record({
    scope: fc.constant("selected" as const),
    ids: fc.array(group, { minLength: 1, maxLength: 2 }),
    includeDeviceless: fc.boolean(),
  }),
);

const rule: fc.Arbitrary<Partial<NotificationRule>> = fc.record({
  enabled: fc.boolean(),
  archivedAt: fc.option(fc.constant(1), { nil: null, freq: 8 }),
  needsAttention: fc.option(fc.constant("x"), { nil: null, freq: 8 }),
  severities: someSeverities,
  severityOf: fc.constantFrom("alert", "incident"),
  deviceGroups,
  sources: fc.array(sourceScope, { maxLength: 2 }),
});

const rules = fc
  .array(rule, { maxLength: 8 })
  .map((all) => all.map((given, index) => aRule({ id: asId<RuleId>(`rule-${index}`), ...given })));

const alert: fc.Arbitrary<JudgedAlert> = fc
  .record({
    severity: fc.constantFrom(...severities),
    serviceSource: fc.option(serviceSource, { nil: null }),
    detectionSource: fc.option(detectionSource, { nil: null }),
    devices: fc.array(
      group.map((id) => aJudgedDevice({ group: id })),
      { maxLength: 2 },
    ),
  })
  .map(aJudgedAlert);

const change: fc.Arbitrary<JudgedChange> = fc
  .record({
    severity: fc.constantFrom(...severities),
    alerts: fc.array(alert, { minLength: 1, maxLength: 3 }),
    kinds: fc.subarray([...changeKinds], { minLength: 1 }),
  })
  .map(aJudgedChange);

const idsOf = (found: readonly NotificationRule[]): readonly RuleId[] => found.map(({ id }) => id);

describe("the rules worth asking about a change", () => {
  test("never leave out one that would match", () => {
    fc.assert(
      fc.property(rules, change, fc.boolean(), (all, one, refused) => {
        const rightOf = () => (refused ? { kind: "refused" as const, reason: "no" } : { kind: "all" as const });
        const matching = all.filter((each) => decide(one, each, aDecisionContext({ rightOf }), noon).outcome !== "no");
        const candidates = idsOf(indexRules(all).candidatesFor(one));
        expect(idsOf(matching).filter((id) => !candidates.includes(id))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  const onServers = aRule({
    id: asId("servers"),
    severities: ["high"],
    deviceGroups: { scope: "selected", ids: ["servers"], includeDeviceless: false },
  });
  const onWazuh = aRule({ id: asId("wazuh"), sources: [{ serviceSource: "Wazuh", detectionSources: [] }] });
  const everything = aRule({ id: asId("everything") });
  const off = aRule({ id: asId("off"), enabled: false });
  const archived = aRule({ id: asId("archived"), archivedAt: 1 });
  const broken = aRule({ id: asId("broken"), needsAttention: "x" });
  const index = indexRules([onServers, off, onWazuh, archived, broken, everything]);
  const server = aJudgedDevice({ group: asId("servers") });

  test.each<[string, Partial<JudgedAlert>, readonly string[]]>([
    ["come in the order of the rules", { severity: "high", devices: [server], serviceSource: "wazuh" }, ["servers", "wazuh", "everything"]],
    ["leave out those of another severity", { severity: "low", devices: [server] }, ["everything"]],
    ["leave out those of another device group", { severity: "high", devices: [aJudgedDevice()] }, ["everything"]],
    ["leave out those of another source", { severity: "high", serviceSource: "defender" }, ["everything"]],
  ])("%s", (_guarantee, given, expected) => {
    expect(idsOf(index.candidatesFor(aJudgedChange({ alerts: [aJudgedAlert(given)] })))).toEqual(expected);
  });
});

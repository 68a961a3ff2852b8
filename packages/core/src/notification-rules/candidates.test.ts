import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JudgedAlert } from "../conditions/index.ts";
import { asId, type RuleId } from "../kernel/index.ts";
import { anyJudgedChange, anyRules } from "../testing/any-rule.ts";
import { aDecisionContext, aJudgedAlert, aJudgedChange, aJudgedDevice, aRule, noon } from "../testing/index.ts";
import { indexRules } from "./candidates.ts";
import { decide } from "./decide.ts";
import type { NotificationRule } from "./notification-rule.ts";

const idsOf = (found: readonly NotificationRule[]): readonly RuleId[] => found.map(({ id }) => id);

describe("the rules worth asking about a change", () => {
  test("never leave out one that would match", () => {
    fc.assert(
      fc.property(anyRules, anyJudgedChange, fc.boolean(), (all, one, refused) => {
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
    [
      "come in the order of the rules",
      { severity: "high", devices: [server], serviceSource: "wazuh" },
      ["servers", "wazuh", "everything"],
    ],
    ["leave out those of another severity", { severity: "low", devices: [server] }, ["everything"]],
    ["leave out those of another device group", { severity: "high", devices: [aJudgedDevice()] }, ["everything"]],
    ["leave out those of another source", { severity: "high", serviceSource: "defender" }, ["everything"]],
  ])("%s", (_guarantee, given, expected) => {
    expect(idsOf(index.candidatesFor(aJudgedChange({ alerts: [aJudgedAlert(given)] })))).toEqual(expected);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JudgedChange } from "../conditions/index.ts";
import { ungroupedId } from "../device-groups/index.ts";
import { asId, type DeviceGroupId } from "../kernel/index.ts";
import { anyJudgedChange, anyRule } from "../testing/any-rule.ts";
import { aDecisionContext, aJudgedAlert, aJudgedChange, aJudgedDevice, aRule, noon } from "../testing/index.ts";
import { decide } from "./decide.ts";
import { smallestFlip } from "./flip.ts";
import { mendInWords, mendSchema } from "./mend.ts";
import type { NotificationRule } from "./notification-rule.ts";
import type { DecisionContext } from "./verdicts.ts";

const servers = asId<DeviceGroupId>("servers");
const laptops = asId<DeviceGroupId>("laptops");
const context = aDecisionContext({ groupNames: new Map([[laptops, "Laptops"]]) });

const steps = (change: JudgedChange, rule: Partial<NotificationRule>, given: Partial<DecisionContext> = {}) =>
  smallestFlip(change, aRule(rule), { ...context, ...given }, noon)?.steps.map(({ mend }) => mendInWords(mend)) ?? null;

const onLaptop = aJudgedChange({
  alerts: [aJudgedAlert({ severity: "low", devices: [aJudgedDevice({ group: laptops })] })],
});

describe("a rule that did not tell says what would have to be different", () => {
  test.each<[string, JudgedChange, Partial<NotificationRule>, Partial<DecisionContext>, readonly string[] | null]>([
    ["nothing, where it told", aJudgedChange(), {}, {}, null],
    ["its switch", aJudgedChange(), { enabled: false }, {}, ["turn the rule on"]],
    ["that it is archived", aJudgedChange(), { archivedAt: 1 }, {}, ["restore the rule"]],
    [
      "what it wants attention for",
      aJudgedChange(),
      { needsAttention: "a group is gone" },
      {},
      ["mend the rule: a group is gone"],
    ],
    ["a severity", onLaptop, { severities: ["high"] }, {}, ["choose severity low too"]],
    [
      "a severity and a device group, for both fail on the only alert",
      onLaptop,
      { severities: ["high"], deviceGroups: { scope: "selected", ids: [servers], includeDeviceless: false } },
      {},
      ["choose severity low too", "choose device group Laptops too"],
    ],
    [
      "the ungrouped devices, by their name",
      aJudgedChange({ alerts: [aJudgedAlert({ devices: [aJudgedDevice({ group: ungroupedId })] })] }),
      { deviceGroups: { scope: "selected", ids: [servers], includeDeviceless: false } },
      {},
      ["choose device group Ungrouped devices too"],
    ],
    [
      "devices, for an alert that has none",
      aJudgedChange(),
      { deviceGroups: { scope: "selected", ids: [servers], includeDeviceless: false } },
      {},
      ["include alerts without a device"],
    ],
    [
      "a source, and the severities that it then goes by",
      aJudgedChange({ alerts: [aJudgedAlert({ severity: "low", serviceSource: "wazuh" })] }),
      { severities: ["high"], sources: [{ serviceSource: "edr", detectionSources: [] }] },
      {},
      ["choose severity low too", "choose source wazuh too"],
    ],
    [
      "a condition of the author's own",
      aJudgedChange(),
      { conditions: [{ kind: "tag", anyOf: ["vip"], match: "is" }] },
      {},
      ["leave out the condition on tag"],
    ],
    [
      "how often it tells",
      aJudgedChange({ kinds: ["updated"] }),
      { frequency: { kind: "oncePerIncident", alsoOnEscalation: false } },
      { told: { at: noon, severity: "high" } },
      ["tell of every update"],
    ],
    [
      "that it is to tell again when the severity rises",
      aJudgedChange({ kinds: ["escalated"] }),
      { frequency: { kind: "oncePerIncident", alsoOnEscalation: false } },
      { told: { at: noon, severity: "medium" } },
      ["also tell when the severity rises"],
    ],
    [
      "the kinds of change that it tells of",
      aJudgedChange({ kinds: ["resolved"] }),
      { frequency: { kind: "chosenChanges", changes: ["opened"] } },
      {},
      ["also tell when an incident is resolved"],
    ],
  ])("%s", (_what, change, rule, given, expected) => {
    expect(steps(change, rule, given)).toEqual(expected);
  });

  test("for the alert that needs least", () => {
    const change = aJudgedChange({
      alerts: [
        aJudgedAlert({ key: "far", severity: "low", devices: [aJudgedDevice({ group: laptops })] }),
        aJudgedAlert({ key: "near", severity: "low", devices: [aJudgedDevice({ group: servers })] }),
      ],
    });
    const deviceGroups = { scope: "selected" as const, ids: [servers], includeDeviceless: false };
    expect(steps(change, { severities: ["high"], deviceGroups })).toEqual(["choose severity low too"]);
  });
});

test("every no has a flip, the rule with it would tell, and no step of it can be spared", () => {
  fc.assert(
    fc.property(anyRule, anyJudgedChange, (given, change) => {
      const rule = aRule(given);
      const flip = smallestFlip(change, rule, aDecisionContext(), noon);
      if (decide(change, rule, aDecisionContext(), noon).outcome !== "no") {
        expect(flip).toBeNull();
        return;
      }
      expect(flip && decide(change, flip.rule, aDecisionContext(), noon).outcome).not.toBe("no");
      expect(flip?.steps.length).toBeGreaterThan(0);
      for (const { mend } of flip?.steps ?? []) expect(mendSchema.parse(mend)).toEqual(mend);
      const { because } = decide(change, rule, aDecisionContext(), noon);
      // The because speaks of the alert that came closest; no flip needs fewer steps than conditions failed on it.
      expect(flip?.steps.length).toBeGreaterThanOrEqual(because.filter(({ holds }) => !holds).length);
    }),
    { numRuns: 500 },
  );
});

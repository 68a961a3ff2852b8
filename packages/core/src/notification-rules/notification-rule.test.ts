import { describe, expect, test } from "vitest";
import { z } from "zod";
import { severities } from "../kernel/index.ts";
import { noon } from "../testing/index.ts";
import { ruleResponseSchema } from "./contract.ts";
import { recipientsSaved, ruleDraftSchema, tierFaults } from "./notification-rule.ts";

const least = { name: "Everything", recipients: [{ address: "soc@contoso.example" }] };

const faultsOf = (draft: unknown): readonly string[] => {
  const parsed = ruleDraftSchema.safeParse(draft);
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};
const pathsOf = (draft: unknown): readonly string[] => faultsOf(draft).map((fault) => fault.replace(/:.*/, ""));

describe("a drafted rule", () => {
  test("with a name and a recipient tells that recipient of everything", () => {
    expect(ruleDraftSchema.parse(least)).toEqual({
      name: "Everything",
      description: "",
      enabled: true,
      owner: "",
      severities: [...severities],
      severityOf: "alert",
      deviceGroups: { scope: "all" },
      sources: [],
      conditions: [],
      frequency: { kind: "everyUpdate" },
      include: { organizationName: true, portalLink: true, consoleLink: true, deviceNames: true },
      recipients: [{ address: "soc@contoso.example", tier: 0 }],
      escalation: [],
    });
  });

  test.each<[string, object, object]>([
    ["a name without spaces around it", { name: " a " }, { name: "a" }],
    [
      "severities once each, least severe first",
      { severities: ["high", "low", "high"] },
      { severities: ["low", "high"] },
    ],
    [
      "no alerts without devices unless asked for",
      { deviceGroups: { scope: "selected", ids: ["a"] } },
      { deviceGroups: { scope: "selected", ids: ["a"], includeDeviceless: false } },
    ],
    [
      "once per incident means once unless asked for",
      { frequency: { kind: "oncePerIncident" } },
      { frequency: { kind: "oncePerIncident", alsoOnEscalation: false } },
    ],
    [
      "every detector of a source unless some are named",
      { sources: [{ serviceSource: "wazuh" }] },
      { sources: [{ serviceSource: "wazuh", detectionSources: [] }] },
    ],
    [
      "an include that is not named stays on",
      { include: { deviceNames: false } },
      { include: { organizationName: true, portalLink: true, consoleLink: true, deviceNames: false } },
    ],
    [
      "addresses in their one spelling",
      { recipients: [{ address: "SOC@München.example", locale: "nl", timeZone: "Europe/Amsterdam", tier: 2 }] },
      { recipients: [{ address: "soc@xn--mnchen-3ya.example", locale: "nl", timeZone: "Europe/Amsterdam", tier: 2 }] },
    ],
  ])("keeps %s", (_guarantee, given, expected) => {
    expect(ruleDraftSchema.parse({ ...least, ...given })).toEqual(expect.objectContaining(expected));
  });

  const recipient = { address: "a@contoso.example" };

  test.each<[string, object, readonly string[]]>([
    ["a blank name", { name: " " }, ["name"]],
    ["a name beyond 100 characters", { name: "a".repeat(101) }, ["name"]],
    ["no severity", { severities: [] }, ["severities"]],
    ["a severity that there is not", { severities: ["high", "severe"] }, ["severities.1"]],
    ["no device group", { deviceGroups: { scope: "selected", ids: [] } }, ["deviceGroups.ids"]],
    [
      "a device group that is no id",
      { deviceGroups: { scope: "selected", ids: ["a", "a/b"] } },
      ["deviceGroups.ids.1"],
    ],
    ["another scope", { deviceGroups: { scope: "some" } }, ["deviceGroups.scope"]],
    ["a source without a name", { sources: [{ serviceSource: "a" }, {}] }, ["sources.1.serviceSource"]],
    ["a source without severities", { sources: [{ serviceSource: "a", severities: [] }] }, ["sources.0.severities"]],
    ["a condition of no kind", { conditions: [{}] }, ["conditions.0.kind"]],
    [
      "a pattern that cannot be read",
      {
        conditions: [
          { kind: "tag", anyOf: ["a"] },
          { kind: "title", anyOf: ["a", "("], match: "pattern" },
        ],
      },
      ["conditions.1.anyOf.1"],
    ],
    ["another frequency", { frequency: { kind: "daily" } }, ["frequency.kind"]],
    ["no chosen change", { frequency: { kind: "chosenChanges", changes: [] } }, ["frequency.changes"]],
    [
      "a change that there is not",
      { frequency: { kind: "chosenChanges", changes: ["closed"] } },
      ["frequency.changes.0"],
    ],
    ["an include that there is not", { include: { logo: true } }, ["include"]],
    ["no recipient", { recipients: [] }, ["recipients"]],
    ["a recipient without an address", { recipients: [recipient, {}] }, ["recipients.1.address"]],
    [
      "an address that is none",
      { recipients: [recipient, { address: "b@x, c@evil.example" }] },
      ["recipients.1.address"],
    ],
    ["a zone that nobody knows", { recipients: [{ ...recipient, timeZone: "Mars" }] }, ["recipients.0.timeZone"]],
    ["a key of a recipient that there is not", { recipients: [{ ...recipient, cc: true }] }, ["recipients.0"]],
    ["a key that there is not", { colour: "red" }, [""]],
    [
      "an address twice",
      { recipients: [recipient, { address: "b@contoso.example" }, recipient] },
      ["recipients.2.address"],
    ],
    [
      "an address twice in two spellings",
      { recipients: [{ address: "a@münchen.example" }, { address: " A@XN--mnchen-3ya.Example" }] },
      ["recipients.1.address"],
    ],
    [
      "several faults",
      { name: "", recipients: [{ address: "a" }], severities: [] },
      ["name", "severities", "recipients.0.address"],
    ],
  ])("with %s is refused at the path of each fault", (_fault, given, expected) => {
    expect(pathsOf({ ...least, ...given })).toEqual(expected);
  });

  test("with more than 50 recipients is refused", () => {
    const recipients = Array.from({ length: 51 }, (_, index) => ({ address: `a${index}@contoso.example` }));
    expect(faultsOf({ ...least, recipients })).toEqual(["recipients: use at most 50 recipients"]);
  });

  test("without anything is told what it needs", () => {
    expect(pathsOf({})).toEqual(["name", "recipients"]);
  });
});

test("a rule can be described for the API", () => {
  expect(() => z.toJSONSchema(ruleResponseSchema)).not.toThrow();
});

test("who was a recipient keeps the moment of being added, and who is new hears from now on", () => {
  const before = [
    { address: "a@contoso.example", tier: 0, addedAt: 1 },
    { address: "b@contoso.example", tier: 0, addedAt: 2 },
  ];
  const { recipients } = ruleDraftSchema.parse({
    ...least,
    recipients: [{ address: "c@contoso.example" }, { address: "A@Contoso.Example", tier: 1 }],
  });
  expect(recipientsSaved(recipients, before, noon)).toEqual([
    { address: "c@contoso.example", tier: 0, addedAt: noon },
    { address: "a@contoso.example", tier: 1, addedAt: 1 },
  ]);
});

test.each<[string, readonly number[], number, readonly string[]]>([
  ["without steps tiers mean nothing", [1, 4], 0, []],
  ["every step tells somebody", [0, 1, 2], 2, []],
  ["nobody is told at once", [1], 1, ["recipients"]],
  ["a step tells nobody", [0, 2], 2, ["escalation.0"]],
  ["a tier has no step", [0, 1, 2], 1, ["recipients.2.tier"]],
])("where %s, the fault is at its place", (_what, tiers, steps, paths) => {
  const recipients = tiers.map((tier) => ({ address: `${tier}@contoso.example`, tier }));
  const escalation = Array.from({ length: steps }, () => ({ afterMinutes: 15 }));
  expect(tierFaults({ recipients, escalation }).map(({ path }) => path)).toEqual(paths);
});

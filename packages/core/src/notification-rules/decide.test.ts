import { describe, expect, test } from "vitest";
import type { JudgedChange } from "../conditions/index.ts";
import { ungroupedId } from "../device-groups/index.ts";
import { asId, type DeviceGroupId } from "../kernel/index.ts";
import {
  aDecisionContext,
  aJudgedAlert,
  aJudgedChange,
  aJudgedDevice,
  aRule,
  aRuleRecipient,
  noon,
} from "../testing/index.ts";
import { type Decision, decide } from "./decide.ts";
import type { NotificationRule } from "./notification-rule.ts";
import type { DecisionContext, ReceiveRight } from "./verdicts.ts";

const servers = asId<DeviceGroupId>("servers");
const laptops = asId<DeviceGroupId>("laptops");
const groupNames = new Map([
  [servers, "Servers"],
  [laptops, "Laptops"],
]);

const onServer = aJudgedDevice({ name: "SRV-01", group: servers });
const onLaptop = aJudgedDevice({ name: "LT-01", group: laptops });
const loose = aJudgedDevice({ name: "phone", group: ungroupedId });

const decided = (
  change: JudgedChange,
  rule: Partial<NotificationRule>,
  context: Partial<DecisionContext> = {},
): Decision => decide(change, aRule(rule), aDecisionContext({ groupNames, ...context }), noon);

const only = (ids: readonly string[], includeDeviceless = false): NotificationRule["deviceGroups"] => ({
  scope: "selected",
  ids: [...ids],
  includeDeviceless,
});

/** The verdicts that do not hold, as `condition: actual, not expected`. */
const failuresOf = ({ because }: Decision): readonly string[] =>
  because
    .filter(({ holds }) => !holds)
    .map(({ condition, expected, actual }) => `${condition}: ${actual}, not ${expected}`);

const withAlerts = (...alerts: Parameters<typeof aJudgedAlert>[0][]) =>
  aJudgedChange({ alerts: alerts.map((alert, index) => aJudgedAlert({ key: `alert-${index + 1}`, ...alert })) });

describe("a rule tells of a change", () => {
  test.each<[string, JudgedChange, Partial<NotificationRule>, readonly string[]]>([
    ["whatever it is, unless it says otherwise", aJudgedChange(), {}, []],
    ["whose alert has a chosen severity", withAlerts({ severity: "high" }), { severities: ["high", "critical"] }, []],
    [
      "not where its alert has another",
      withAlerts({ severity: "medium" }),
      { severities: ["high", "critical"] },
      ["alertSeverity: medium, not high or critical"],
    ],
    [
      "not where the incident has a chosen severity and its alert has not",
      aJudgedChange({ severity: "high", alerts: [aJudgedAlert({ severity: "low" })] }),
      { severities: ["high"] },
      ["alertSeverity: low, not high"],
    ],
    [
      "where it asks for the incident's severity",
      aJudgedChange({ severity: "high", alerts: [aJudgedAlert({ severity: "low" })] }),
      { severities: ["high"], severityOf: "incident" },
      [],
    ],
    [
      "not where it asks for the incident's severity and only an alert has it",
      aJudgedChange({ severity: "low", alerts: [aJudgedAlert({ severity: "high" })] }),
      { severities: ["high"], severityOf: "incident" },
      ["incidentSeverity: low, not high"],
    ],
    [
      "of an incident without alerts by its own severity",
      aJudgedChange({ severity: "low", scope: "incident", alerts: [aJudgedAlert({ key: null, severity: "low" })] }),
      { severities: ["high"] },
      ["incidentSeverity: low, not high"],
    ],
    [
      "where one of several alerts fits",
      withAlerts({ severity: "low", devices: [onLaptop] }, { severity: "high", devices: [onServer] }),
      { severities: ["high"], deviceGroups: only([servers]) },
      [],
    ],
    [
      "not where a high alert on a laptop and a low one on a server fit only together",
      withAlerts({ severity: "high", devices: [onLaptop] }, { severity: "low", devices: [onServer] }),
      { severities: ["high"], deviceGroups: only([servers]) },
      ["deviceGroup: LT-01 in Laptops, not Servers"],
    ],
    [
      "not where category and technique fit different alerts",
      withAlerts({ categories: ["Ransomware"] }, { techniques: ["T1490"] }),
      {
        conditions: [
          { kind: "category", anyOf: ["Ransomware"], match: "is" },
          { kind: "technique", anyOf: ["T1490"] },
        ],
      },
      ["technique: none, not is T1490"],
    ],
    [
      "where one of an alert's devices is in a chosen group",
      withAlerts({ devices: [onLaptop, onServer] }),
      { deviceGroups: only([servers]) },
      [],
    ],
    ["without a device, for all device groups", withAlerts({ devices: [] }), {}, []],
    [
      "not without a device, for chosen groups",
      withAlerts({ devices: [] }),
      { deviceGroups: only([servers]) },
      ["deviceGroup: no device, not Servers"],
    ],
    [
      "without a device, where that is asked for",
      withAlerts({ devices: [] }),
      { deviceGroups: only([servers], true) },
      [],
    ],
    [
      "not with a device elsewhere, though those without are asked for",
      withAlerts({ devices: [onLaptop] }),
      { deviceGroups: only([servers], true) },
      ["deviceGroup: LT-01 in Laptops, not Servers or no device"],
    ],
    [
      "on ungrouped devices, where they are chosen",
      withAlerts({ devices: [loose] }),
      { deviceGroups: only([ungroupedId]) },
      [],
    ],
    [
      "not on ungrouped devices, where they are not",
      withAlerts({ devices: [loose] }),
      { deviceGroups: only([servers, laptops]) },
      ["deviceGroup: phone in Ungrouped devices, not Servers or Laptops"],
    ],
    ["not while it is off", aJudgedChange(), { enabled: false }, ["enabled: off, not the rule is on"]],
    ["not once it is archived", aJudgedChange(), { archivedAt: 1 }, ["enabled: archived, not the rule is on"]],
    [
      "not while it needs attention",
      aJudgedChange(),
      { needsAttention: "its device group was deleted" },
      ["attention: its device group was deleted, not the rule is complete"],
    ],
  ])("%s", (_guarantee, change, rule, expected) => {
    const decision = decided(change, rule);
    expect({ outcome: decision.outcome, failures: failuresOf(decision) }).toEqual({
      outcome: expected.length === 0 ? "notify" : "no",
      failures: expected,
    });
  });

  test("never where there is nothing to judge", () => {
    expect(decided(aJudgedChange({ alerts: [] }), {}).outcome).toBe("no");
  });
});

describe("a rule that lists sources", () => {
  const antivirus = { serviceSource: "Defender", detectionSource: "antivirus" };
  const defender = { serviceSource: "defender", detectionSources: [] };

  test.each<[string, Parameters<typeof aJudgedAlert>[0], Partial<NotificationRule>, readonly string[]]>([
    ["tells of a listed one, however it is written", antivirus, { sources: [defender] }, []],
    [
      "does not tell of one that is not listed",
      { serviceSource: "wazuh" },
      { sources: [defender] },
      ["detectionSource: wazuh, not defender"],
    ],
    [
      "does not tell where the source is not said",
      {},
      { sources: [defender] },
      ["detectionSource: not said, not defender"],
    ],
    [
      "tells of a listed detector",
      antivirus,
      { sources: [{ ...defender, detectionSources: ["edr", "Antivirus"] }] },
      [],
    ],
    [
      "does not tell of another detector",
      antivirus,
      { sources: [{ ...defender, detectionSources: ["edr", "mdo"] }] },
      ["detectionSource: Defender (antivirus), not defender (edr or mdo)"],
    ],
    [
      "tells of a source's own severities in place of its own",
      { ...antivirus, severity: "low" },
      { severities: ["high"], sources: [{ ...defender, severities: ["low"] }] },
      [],
    ],
    [
      "does not tell of its own severities where the source has others",
      { ...antivirus, severity: "high" },
      { severities: ["high"], sources: [{ ...defender, severities: ["low"] }] },
      ["alertSeverity: high, not low"],
    ],
    [
      "keeps its own severities for a source without any",
      { serviceSource: "wazuh", severity: "high" },
      {
        severities: ["high"],
        sources: [
          { ...defender, severities: ["low"] },
          { serviceSource: "wazuh", detectionSources: [] },
        ],
      },
      [],
    ],
    [
      "tells of what any of the lines for a source allows",
      { ...antivirus, severity: "high" },
      {
        sources: [
          { ...defender, severities: ["low"] },
          { serviceSource: "defender", detectionSources: ["antivirus"], severities: ["high"] },
        ],
      },
      [],
    ],
    [
      "names the severities of all the lines for a source",
      { ...antivirus, severity: "critical" },
      {
        sources: [
          { serviceSource: "defender", detectionSources: ["antivirus"], severities: ["high"] },
          { ...defender, severities: ["low"] },
        ],
      },
      ["alertSeverity: critical, not low or high"],
    ],
  ])("%s", (_guarantee, alert, rule, expected) => {
    const decision = decided(withAlerts(alert), rule);
    expect({ outcome: decision.outcome, failures: failuresOf(decision) }).toEqual({
      outcome: expected.length === 0 ? "notify" : "no",
      failures: expected,
    });
  });
});

describe("an alert that the family had before", () => {
  const familiar = withAlerts({ key: "moved", familiar: true });

  test("is news to a rule that has told nothing of the family", () => {
    expect(decided(familiar, {}, { told: null }).outcome).toBe("notify");
  });

  test("is none to a rule that has, however often that tells", () => {
    const decision = decided(familiar, {}, { told: { at: noon, severity: "high" } });
    expect({ outcome: decision.outcome, failures: failuresOf(decision) }).toEqual({
      outcome: "no",
      failures: ["news: known from an incident that was merged with this one, not an alert that is new to the rule"],
    });
  });

  test("takes nothing from the others", () => {
    const both = withAlerts({ key: "moved", familiar: true }, { key: "new" });
    const decision = decided(both, {}, { told: { at: noon, severity: "high" } });
    expect([decision.outcome, decision.alert?.key]).toEqual(["notify", "new"]);
  });
});

describe("how often a rule tells", () => {
  const told = { at: noon - 60_000, severity: "medium" as const };
  const once = { kind: "oncePerIncident", alsoOnEscalation: false } as const;
  const risen = { kind: "oncePerIncident", alsoOnEscalation: true } as const;
  const chosen = { kind: "chosenChanges", changes: ["opened", "resolved"] } as const;
  const changes = (...kinds: JudgedChange["kinds"]) => aJudgedChange({ kinds });

  test.each<[string, JudgedChange, NotificationRule["frequency"], DecisionContext["told"], readonly string[]]>([
    ["every update: again", changes("updated"), { kind: "everyUpdate" }, told, []],
    ["once: the first time, whatever it is", changes("resolved"), once, null, []],
    [
      "once: not again",
      changes("escalated", "updated"),
      once,
      told,
      ["frequency: already told at 2026-11-22T11:59:00.000Z, not once per incident"],
    ],
    ["once and on escalation: when the severity rises", changes("escalated", "updated"), risen, told, []],
    ["once and on escalation: also when the rise itself could not be told", changes("updated"), risen, told, []],
    [
      "once and on escalation: not when a member of the family was told of as gravely",
      changes("escalated"),
      risen,
      { ...told, severity: "high" },
      ["frequency: already told at 2026-11-22T11:59:00.000Z, not once per incident, and when its severity rises"],
    ],
    [
      "once and on escalation: not otherwise",
      changes("reopened", "updated"),
      risen,
      { ...told, severity: "critical" },
      ["frequency: already told at 2026-11-22T11:59:00.000Z, not once per incident, and when its severity rises"],
    ],
    [
      "chosen changes: one of them",
      changes("resolved", "updated"),
      { ...chosen, changes: [...chosen.changes] },
      told,
      [],
    ],
    [
      "chosen changes: no other",
      changes("escalated", "updated"),
      { ...chosen, changes: [...chosen.changes] },
      null,
      ["frequency: escalated, updated, not opened or resolved"],
    ],
  ])("%s", (_guarantee, change, frequency, toldBefore, expected) => {
    const decision = decided(change, { frequency }, { told: toldBefore });
    expect({ outcome: decision.outcome, failures: failuresOf(decision) }).toEqual({
      outcome: expected.length === 0 ? "notify" : "no",
      failures: expected,
    });
  });
});

describe("a recipient", () => {
  const groups = (...ids: DeviceGroupId[]): ReceiveRight => ({ kind: "groups", ids: new Set(ids) });
  const mixed = withAlerts({ severity: "high", devices: [onServer] }, { severity: "low", devices: [onLaptop] });
  const seen = "the rule matches, and a device concerned is in a group that this user may see";
  const unseen = "no device concerned is in a group that this user may see";

  test.each<[string, JudgedChange, Partial<NotificationRule>, ReceiveRight, { told: boolean; reason: string }]>([
    ["outside is told", mixed, {}, { kind: "all" }, { told: true, reason: "the rule matches" }],
    [
      "of a domain that may not receive is not told",
      mixed,
      {},
      { kind: "refused", reason: "evil.example is not among the domains" },
      { told: false, reason: "evil.example is not among the domains" },
    ],
    ["who may see one of the devices is told", mixed, {}, groups(servers), { told: true, reason: seen }],
    ["who may see none of the devices is not told", mixed, {}, groups(asId("other")), { told: false, reason: unseen }],
    ["who may see nothing is not told", mixed, {}, groups(), { told: false, reason: unseen }],
    [
      "who may see only devices outside the rule's groups is not told",
      mixed,
      { deviceGroups: only([servers]) },
      groups(laptops),
      { told: false, reason: unseen },
    ],
    [
      "who may see only devices of alerts that the rule does not mean is not told",
      mixed,
      { severities: ["high"] },
      groups(laptops),
      { told: false, reason: unseen },
    ],
    [
      "who may see some groups is not told of what has no device",
      withAlerts({ devices: [] }),
      {},
      groups(servers),
      { told: false, reason: unseen },
    ],
    [
      "who may see ungrouped devices is told of them",
      withAlerts({ devices: [loose] }),
      {},
      groups(ungroupedId),
      { told: true, reason: seen },
    ],
    [
      "is not told where the rule does not match",
      mixed,
      { severities: ["critical"] },
      { kind: "all" },
      { told: false, reason: "the rule did not match" },
    ],
  ])("%s", (_guarantee, change, rule, right, expected) => {
    const { recipients } = decided(change, rule, { rightOf: () => right });
    expect(recipients).toEqual([{ address: "soc@contoso.example", ...expected }]);
  });

  test("hears only of changes after being added to the rule", () => {
    const recipients = [
      aRuleRecipient({ address: "early@contoso.example", addedAt: noon - 1 }),
      aRuleRecipient({ address: "late@contoso.example", addedAt: noon + 1 }),
    ];
    expect(decided(aJudgedChange({ at: noon }), { recipients })).toEqual(
      expect.objectContaining({
        outcome: "notify",
        recipients: [
          { address: "early@contoso.example", told: true, reason: "the rule matches" },
          {
            address: "late@contoso.example",
            told: false,
            reason: "was added to the rule at 2026-11-22T12:00:00.001Z, after this change",
          },
        ],
      }),
    );
  });

  test("who may not be told makes a rule that matches suppressed, where there is no other", () => {
    expect(decided(mixed, {}, { rightOf: () => ({ kind: "refused", reason: "no" }) }).outcome).toBe("suppressed");
  });
});

test("the because lists every condition with what was asked, what was found and whether it holds", () => {
  const change = aJudgedChange({
    kinds: ["opened"],
    tags: ["VIP"],
    alerts: [
      aJudgedAlert({ key: "a", title: "Phishing", severity: "low", devices: [] }),
      aJudgedAlert({
        key: "b",
        title: "Encryption",
        severity: "medium",
        devices: [onServer, loose],
        serviceSource: "defender",
        detectionSource: "edr",
        categories: ["Ransomware"],
      }),
    ],
  });
  const rule: Partial<NotificationRule> = {
    version: 7,
    severities: ["high", "critical"],
    deviceGroups: only([servers, ungroupedId], true),
    sources: [{ serviceSource: "defender", detectionSources: [] }],
    conditions: [
      { kind: "category", anyOf: ["Ransomware"], match: "is" },
      { kind: "tag", anyOf: ["tier 0"], match: "is" },
    ],
  };
  expect(decided(change, rule)).toEqual({
    ruleId: "rule-1",
    ruleVersion: 7,
    outcome: "no",
    because: [
      { condition: "enabled", expected: "the rule is on", actual: "on", holds: true },
      { condition: "frequency", expected: "every update", actual: "opened", holds: true },
      { condition: "alertSeverity", expected: "high or critical", actual: "medium", holds: false },
      {
        condition: "deviceGroup",
        expected: "Servers or Ungrouped devices or no device",
        actual: "SRV-01 in Servers, phone in Ungrouped devices",
        holds: true,
      },
      { condition: "detectionSource", expected: "defender", actual: "defender (edr)", holds: true },
      { condition: "category", expected: "is “Ransomware”", actual: "Ransomware", holds: true },
      { condition: "tag", expected: "is “tier 0”", actual: "VIP", holds: false },
    ],
    alert: { key: "b", title: "Encryption" },
    recipients: [{ address: "soc@contoso.example", told: false, reason: "the rule did not match" }],
  });
});

test("of alerts that fit equally well the because speaks of the first", () => {
  const change = withAlerts({ severity: "low" }, { severity: "low" });
  expect(decided(change, { severities: ["high"] }).alert?.key).toBe("alert-1");
});

import { describe, expect, test } from "vitest";
import type { Severity } from "../kernel/index.ts";
import {
  aLayer,
  anIncoming,
  anIncomingAlert,
  anIncomingEvidence,
  mapped,
  type StoredIncident,
  takePayload,
  takePayloads,
} from "../testing/index.ts";
import { nothingNew } from "./change.ts";
import type { IncidentFacts, IncomingIncident } from "./incident.ts";
import { highestSeverityOf, judgesAllAlerts, type MergedIncident } from "./merge.ts";

const at = (minute: number) => 1_000 + minute;

const first = anIncoming({
  at: at(1),
  facts: { title: "Ransomware", severity: mapped("medium"), status: mapped("active"), assignedTo: null },
  alerts: [
    anIncomingAlert({
      key: "a",
      at: at(1),
      facts: { title: "Shadow copies deleted", severity: mapped("medium") },
      evidence: [anIncomingEvidence({ key: "srv-01" })],
    }),
  ],
});

const later = (facts: Partial<IncidentFacts>, alerts: IncomingIncident["alerts"] = []) =>
  anIncoming({ at: at(5), facts, alerts });

const newsOf = (before: readonly IncomingIncident[], incoming: IncomingIncident): MergedIncident["news"] =>
  takePayload(takePayloads(before), incoming).merged.news;

const severity = (value: Severity) => ({ severity: mapped(value) });

describe("what a payload brings to a known incident", () => {
  test.each<[string, IncomingIncident, MergedIncident["news"]]>([
    [
      "a severity above the highest so far escalates",
      later(severity("high")),
      { kinds: ["escalated"], detail: { ...nothingNew, severity: { from: "medium", to: "high" } } },
    ],
    ["a lower severity is no news", later(severity("low")), "unchanged"],
    ["another title is no news", later({ title: "Ransomware on SRV-01" }), "unchanged"],
    ["a later time is no news", later({ updatedAt: at(5) }), "unchanged"],
    ["the same again is unchanged", first, "unchanged"],
    [
      "an older word that newer ones overruled is stale",
      anIncoming({ at: at(0), facts: { title: "Suspicious activity" } }),
      "stale",
    ],
    [
      "an older word about an alert is stale",
      anIncoming({
        at: at(1),
        facts: {},
        alerts: [anIncomingAlert({ key: "a", at: at(0), facts: { title: "Suspicious command" } })],
      }),
      "stale",
    ],
    [
      "an older word about a device is stale",
      anIncoming({
        at: at(1),
        facts: {},
        alerts: [
          anIncomingAlert({
            key: "a",
            facts: {},
            evidence: [anIncomingEvidence({ key: "srv-01", layers: [aLayer({ name: "SRV-01.old" }, at(0))] })],
          }),
        ],
      }),
      "stale",
    ],
    [
      "a new alert updates",
      later({}, [anIncomingAlert({ key: "b", facts: { title: "Lateral movement", ...severity("low") } })]),
      {
        kinds: ["updated"],
        detail: { ...nothingNew, newAlerts: [{ key: "b", title: "Lateral movement", severity: "low" }] },
      },
    ],
    [
      "an older payload that brings a new alert updates",
      anIncoming({ at: at(0), alerts: [anIncomingAlert({ key: "b", at: at(0) })] }),
      {
        kinds: ["updated"],
        detail: { ...nothingNew, newAlerts: [{ key: "b", title: "Shadow copies deleted", severity: "unknown" }] },
      },
    ],
    [
      "a raised alert updates",
      later({}, [anIncomingAlert({ key: "a", at: at(5), facts: severity("high") })]),
      {
        kinds: ["updated"],
        detail: {
          ...nothingNew,
          raisedAlerts: [{ key: "a", title: "Shadow copies deleted", from: "medium", to: "high" }],
        },
      },
    ],
    [
      "a lowered alert is no news",
      later({}, [anIncomingAlert({ key: "a", at: at(5), facts: severity("low") })]),
      "unchanged",
    ],
    [
      "a new device under a known alert updates",
      later({}, [anIncomingAlert({ key: "a", facts: {}, evidence: [anIncomingEvidence({ key: "srv-02" })] })]),
      {
        kinds: ["updated"],
        detail: { ...nothingNew, newEvidence: [{ alertKey: "a", type: "device", key: "srv-02", name: "SRV-02" }] },
      },
    ],
    [
      "a user of a known device's name is new evidence",
      later({}, [
        anIncomingAlert({ key: "a", facts: {}, evidence: [anIncomingEvidence({ type: "user", key: "srv-01" })] }),
      ]),
      {
        kinds: ["updated"],
        detail: { ...nothingNew, newEvidence: [{ alertKey: "a", type: "user", key: "srv-01", name: "SRV-01" }] },
      },
    ],
    [
      "another status of an open incident updates",
      later({ status: mapped("inProgress") }),
      { kinds: ["updated"], detail: { ...nothingNew, status: { from: "active", to: "inProgress" } } },
    ],
    [
      "resolution resolves",
      later({ status: mapped("resolved") }),
      { kinds: ["resolved"], detail: { ...nothingNew, status: { from: "active", to: "resolved" } } },
    ],
    [
      "being merged into another incident resolves",
      later({ status: mapped("redirected") }),
      { kinds: ["resolved"], detail: { ...nothingNew, status: { from: "active", to: "redirected" } } },
    ],
    [
      "assignment updates",
      later({ assignedTo: "sanne" }),
      { kinds: ["updated"], detail: { ...nothingNew, assignedTo: { from: null, to: "sanne" } } },
    ],
    [
      "classification with its determination updates",
      later({ classification: "truePositive", determination: "malware" }),
      {
        kinds: ["updated"],
        detail: { ...nothingNew, classification: { from: null, to: "truePositive (malware)" } },
      },
    ],
    [
      "a determination that is not known is left out",
      later({ classification: "truePositive", determination: "Unknown" }),
      { kinds: ["updated"], detail: { ...nothingNew, classification: { from: null, to: "truePositive" } } },
    ],
    [
      "a classification that is not known is no news",
      later({ classification: "unknown", determination: null }),
      "unchanged",
    ],
    [
      "several kinds come in their order",
      later({ ...severity("critical"), status: mapped("resolved"), assignedTo: "sanne" }),
      {
        kinds: ["escalated", "resolved", "updated"],
        detail: {
          ...nothingNew,
          severity: { from: "medium", to: "critical" },
          status: { from: "active", to: "resolved" },
          assignedTo: { from: null, to: "sanne" },
        },
      },
    ],
  ])("%s", (_guarantee, incoming, expected) => {
    expect(newsOf([first], incoming)).toEqual(expected);
  });

  test("a resolved incident that becomes active again is reopened", () => {
    const resolved = later({ status: mapped("resolved") });
    expect(newsOf([first, resolved], anIncoming({ at: at(9), facts: { status: mapped("active") } }))).toEqual({
      kinds: ["reopened"],
      detail: { ...nothingNew, status: { from: "resolved", to: "active" } },
    });
  });

  test("a severity that rises again to where it was does not escalate", () => {
    const raised = later(severity("high"));
    const lowered = anIncoming({ at: at(6), facts: severity("low") });
    expect(newsOf([first, raised, lowered], anIncoming({ at: at(7), facts: severity("high") }))).toBe("unchanged");
  });

  test("a severity that only an older payload claimed counts among the highest so far", () => {
    const older = anIncoming({ at: at(0), facts: severity("high") });
    const stored = takePayloads([first, older]);
    expect(stored?.claimed).toEqual({ own: "high", alerts: "medium" });
    expect(newsOf([first, older], later(severity("high")))).toBe("unchanged");
  });

  test("an alert named twice in one payload is one alert", () => {
    const twice = later({}, [
      anIncomingAlert({ key: "b", facts: { title: "Lateral movement" } }),
      anIncomingAlert({ key: "b", facts: severity("high") }),
    ]);
    expect(newsOf([first], twice)).toEqual({
      kinds: ["updated"],
      detail: { ...nothingNew, newAlerts: [{ key: "b", title: "Lateral movement", severity: "high" }] },
    });
  });
});

describe("a first payload", () => {
  const alerts = [anIncomingAlert({ key: "a", facts: { title: "Shadow copies deleted", ...severity("low") } })];
  const newAlerts = [{ key: "a", title: "Shadow copies deleted", severity: "low" as const }];

  test.each<[string, Partial<IncidentFacts>, MergedIncident["news"]]>([
    ["opens", {}, { kinds: ["opened"], detail: { ...nothingNew, newAlerts } }],
    [
      "of a resolved incident opens and resolves",
      { status: mapped("resolved") },
      { kinds: ["opened", "resolved"], detail: { ...nothingNew, newAlerts } },
    ],
  ])("%s", (_guarantee, facts, expected) => {
    expect(newsOf([], anIncoming({ facts, alerts }))).toEqual(expected);
  });

  const stub: StoredIncident = {
    layers: [],
    claimed: { own: "unknown", alerts: "unknown" },
    stub: true,
    alerts: [],
    gathering: null,
  };

  test("opens the stub that a merge had made", () => {
    expect(takePayload(stub, first).merged.news).toEqual({
      kinds: ["opened"],
      detail: { ...nothingNew, newAlerts: [{ key: "a", title: "Shadow copies deleted", severity: "medium" }] },
    });
  });

  test("that says nothing opens a stub too, and is written", () => {
    const { news, touched } = takePayload(stub, anIncoming({ facts: {} })).merged;
    expect({ news, touched }).toEqual({ news: { kinds: ["opened"], detail: nothingNew }, touched: true });
  });
});

describe("what is written", () => {
  test.each<[string, IncomingIncident, boolean]>([
    ["nothing for the same again", first, false],
    ["nothing for an older word that newer ones overruled", anIncoming({ at: at(0), facts: { title: "Old" } }), false],
    ["a later time without news", later({ title: "Ransomware" }), true],
    ["a severity that an older payload claimed", anIncoming({ at: at(0), facts: severity("critical") }), true],
    [
      "a severity that an older payload claimed for an alert",
      anIncoming({ at: at(0), facts: {}, alerts: [anIncomingAlert({ key: "a", at: at(0), facts: severity("high") })] }),
      true,
    ],
  ])("%s", (_guarantee, incoming, touched) => {
    expect(takePayload(takePayloads([first]), incoming).merged.touched).toBe(touched);
  });
});

describe("an incident without a severity of its own", () => {
  const opened = anIncoming({
    at: at(1),
    facts: { title: "Ransomware" },
    alerts: [anIncomingAlert({ key: "a", at: at(1), facts: severity("low") })],
  });

  test("has that of its most severe alert, touched or not", () => {
    const merged = takePayload(takePayloads([opened]), later({}, [anIncomingAlert({ key: "b", facts: {} })])).merged;
    expect(merged.facts.severity).toEqual(mapped("low"));
  });

  test("escalates when a graver alert comes in", () => {
    const graver = anIncomingAlert({ key: "b", facts: { title: "Encryption", ...severity("high") } });
    expect(newsOf([opened], later({}, [graver]))).toEqual({
      kinds: ["escalated", "updated"],
      detail: {
        ...nothingNew,
        newAlerts: [{ key: "b", title: "Encryption", severity: "high" }],
        severity: { from: "low", to: "high" },
      },
    });
  });

  test("keeps the sender's own word for a severity that we do not know", () => {
    const sent = anIncoming({ at: at(2), facts: { severity: { value: "unknown", foreign: "P0" } } });
    expect(takePayload(takePayloads([opened]), sent).merged.facts.severity).toEqual({ value: "low", foreign: "P0" });
  });
});

test.each<[string, { own: Severity; alerts: Severity }, Severity]>([
  ["what the incident itself was said to be goes before its alerts", { own: "low", alerts: "high" }, "low"],
  ["its alerts stand in for an incident that never said", { own: "unknown", alerts: "high" }, "high"],
])("the mark to pass: %s", (_guarantee, claimed, expected) => {
  expect(highestSeverityOf(claimed)).toBe(expected);
});

test.each<[string, Partial<typeof nothingNew>, boolean]>([
  ["a new alert is judged alone", { newAlerts: [{ key: "a", title: "A", severity: "low" }] }, false],
  ["a raised alert is judged alone", { raisedAlerts: [{ key: "a", title: "A", from: "low", to: "high" }] }, false],
  ["any other change judges every alert", { status: { from: "active", to: "resolved" } }, true],
])("%s", (_guarantee, detail, expected) => {
  expect(judgesAllAlerts({ kinds: ["updated"], detail: { ...nothingNew, ...detail } })).toBe(expected);
});

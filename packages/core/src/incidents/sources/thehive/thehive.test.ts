import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf, incidentFactsOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { aClosedCaseAudit, aHiveCase, anImportedAlertAudit, anObservableAudit, aTaskAudit } from "./fixtures.ts";
import { thehive } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const normalised = (payload: unknown, settings: unknown = {}) => {
  const result = thehive.normalise(payload, contextOf(settings));
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  return result.value;
};

const read = (payload: unknown, settings: unknown = {}): IncomingIncident => {
  const value = normalised(payload, settings);
  if (value.kind !== "incident") throw new Error(value.reason);
  return value.incident;
};

const factsRead = (payload: unknown, settings: unknown = {}) => incidentFactsOf(read(payload, settings).layers, []);

const alertRead = (payload: unknown) => {
  const [alert] = read(payload).alerts;
  if (!alert) throw new Error("There is no alert");
  return alertOf(alert);
};

describe("a case", () => {
  test("is an incident with its facts, and with itself as its alert", () => {
    const { externalId, authority, grouping } = read(aHiveCase);
    expect([externalId, authority, grouping]).toEqual(["~100", "source:source-1", undefined]);
    expect(factsRead(aHiveCase)).toEqual({
      title: "Ransomware on srv-1",
      description: "Files were renamed.",
      severity: { value: "high", foreign: "3" },
      status: { value: "inProgress", foreign: "InProgress" },
      assignedTo: "ada@contoso.example",
      classification: null,
      determination: null,
      portalUrl: null,
      tags: ["ransomware", "attack.T1486"],
      categories: [],
      createdAt: 1772439600000,
      updatedAt: 1772439660000,
      redirectTo: null,
    });
    expect(alertRead(aHiveCase)).toMatchObject({
      key: "~100",
      title: "Ransomware on srv-1",
      techniques: ["T1486"],
      serviceSource: "thehive",
      firstActivityAt: 1772439000000,
      evidence: [],
    });
  });

  test("that was closed, and an observable of it, add to it in whatever order, and however often, they come", () => {
    const all = [read(aHiveCase), read(anObservableAudit), read(aClosedCaseAudit)];
    const [end, again] = [takePayloads(all), takePayloads([...all.toReversed(), ...all])];
    expect(again).toEqual(end);
    expect(incidentFactsOf(end?.layers ?? [], [])).toMatchObject({
      status: { value: "resolved", foreign: "TruePositive" },
      classification: "TruePositive",
      determination: "NoImpact",
    });
    expect(end?.alerts.map(alertOf)).toMatchObject([
      {
        resolvedAt: 1772443200000,
        evidence: [
          { type: "device", key: "srv-1", name: "SRV-1", tags: ["dmz"], details: { message: "patient zero" } },
        ],
      },
    ]);
  });

  test("has a link where the settings say where TheHive is", () => {
    expect(factsRead(aHiveCase, { address: "https://hive.contoso.example/" }).portalUrl).toBe(
      "https://hive.contoso.example/cases/~100/details",
    );
    expect(thehive.settings.safeParse({ address: "javascript:alert(1)" }).success).toBe(false);
  });

  test("of which only a change is told keeps its id and the time of that", () => {
    const { object: _, ...change } = { ...aClosedCaseAudit, _createdAt: 1772443200000 };
    expect(read(change)).toMatchObject({ externalId: "~100", layers: [{ version: { at: 1772443200000 } }] });
  });
});

describe("an alert", () => {
  test("that was imported goes on as its case", () => {
    expect(read(anImportedAlertAudit).externalId).toBe("~200");
    expect(factsRead(anImportedAlertAudit)).toMatchObject({
      severity: { value: "medium" },
      status: { value: "redirected", foreign: "Imported" },
      redirectTo: "~100",
      categories: ["edr"],
    });
    expect(alertRead(anImportedAlertAudit)).toMatchObject({
      status: { value: "resolved" },
      detectionSource: "sensor-1",
      evidence: [
        { type: "ip", name: "203.0.113.9" },
        { type: "file", name: "a.exe" },
        { type: "other", name: "curl", details: { dataType: "user-agent" } },
      ],
    });
  });

  test("without an id is its source's reference", () => {
    const { _id: _, id: __, ...unnumbered } = anImportedAlertAudit.object;
    expect(read(unnumbered).externalId).toBe("sensor-1/x-1");
  });
});

test.each([
  [1, "low"],
  ["2", "medium"],
  [4, "critical"],
  [0, "unknown"],
  [9, "unknown"],
])("the severity %s is %s", (severity, value) => {
  expect(factsRead({ ...aHiveCase, severity }).severity.value).toBe(value);
});

test.each([
  ["New", undefined, "active"],
  ["Open", undefined, "active"],
  ["Pending", undefined, "awaitingAction"],
  ["Resolved", undefined, "resolved"],
  ["Our own word", "Closed", "resolved"],
  ["Our own word", "InProgress", "inProgress"],
])("the status %s in the stage %s is %s", (status, stage, value) => {
  expect(factsRead({ ...aHiveCase, status, stage }).status).toEqual({ value, foreign: status });
});

test.each([
  ["a task", aTaskAudit, "A change of type task is none of a case or an alert"],
  [
    "a deletion",
    { ...aClosedCaseAudit, action: "delete" },
    "It was deleted in TheHive: there is nothing to tell of it",
  ],
  [
    "an observable of nothing",
    { ...anObservableAudit, context: null },
    "An observable that does not say of which case or alert it is",
  ],
])("%s is ignored, with the reason", (_name, payload, reason) => {
  expect(normalised(payload)).toEqual({ kind: "ignored", externalId: null, reason });
});

test("what is neither says so", () => {
  expect(thehive.normalise({ x: 1 }, contextOf({}))).toEqual({
    ok: false,
    problem: { path: "title", problem: "is missing: this is no case or alert of TheHive" },
  });
  expect(thehive.open({ objectType: "case" })).toBeNull();
});

import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import {
  aFalconAlert,
  aFalconIncident,
  aFalconStreamEvent,
  aLegacyDetection,
  anAuditEvent,
  aWorkflowBody,
} from "./fixtures.ts";
import { crowdstrike } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const normalised = (payload: unknown, settings: unknown = {}) => {
  const result = crowdstrike.normalise(payload, contextOf(settings));
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  return result.value;
};

const read = (payload: unknown, settings: unknown = {}): IncomingIncident => {
  const value = normalised(payload, settings);
  if (value.kind !== "incident") throw new Error(value.reason);
  return value.incident;
};

const alertRead = (payload: unknown) => {
  const [alert] = read(payload).alerts;
  if (!alert) throw new Error("There is no alert");
  return alertOf(alert);
};

const shown = (payload: unknown) => alertRead(payload).evidence.map(({ type, name }) => `${type} ${name}`);

const updatedAt = Date.parse("2026-03-02T08:20:00.500Z");

describe("a detection of the alerts API", () => {
  test("joins the incident of its aggregate", () => {
    const { alerts, ...incident } = read(aFalconAlert);
    expect(alerts).toHaveLength(1);
    expect(incident).toEqual({
      externalId: "aggind:a1:7",
      authority: "source:source-1",
      grouping: { idleMs: 86_400_000 },
      layers: [
        {
          version: { at: updatedAt, hash: expect.stringMatching(/^[\da-f]{16}$/) },
          facts: { title: "Encoded PowerShell", tags: ["red_team"], updatedAt },
        },
      ],
    });
  });

  test("is read with its machine, its user and its process", () => {
    const { evidence, ...facts } = alertRead(aFalconAlert);
    expect(facts).toEqual({
      key: "c1:ind:a1:100-1",
      title: "Encoded PowerShell",
      description: "Word started PowerShell.",
      severity: { value: "high", foreign: "High" },
      status: { value: "active", foreign: "new" },
      categories: ["Execution"],
      techniques: ["T1059.001"],
      serviceSource: "crowdstrike",
      detectionSource: "epp",
      assignedTo: null,
      classification: null,
      determination: null,
      recommendedActions: null,
      url: "https://falcon.eu-1.crowdstrike.com/activity-v2/detections/c1",
      createdAt: Date.parse("2026-03-02T08:20:00.123Z") + 0.457,
      updatedAt,
      firstActivityAt: Date.parse("2026-03-02T08:19:58Z"),
      lastActivityAt: null,
      resolvedAt: null,
    });
    expect(evidence).toEqual([
      {
        type: "device",
        key: "fin-7",
        name: "FIN-7",
        sourceGroup: "g1",
        os: "Windows 11",
        domain: "contoso.example",
        tags: ["g1", "g2", "FalconGroupingTags/fin"],
        ips: ["10.0.0.7", "203.0.113.9"],
        details: { agentId: "a1" },
      },
      expect.objectContaining({ type: "user", name: "ada", domain: "CONTOSO" }),
      expect.objectContaining({
        type: "process",
        name: "\\Device\\HarddiskVolume3\\Windows\\powershell.exe",
        details: { commandLine: "powershell -enc AAAA", sha256: "ab12" },
      }),
    ]);
  });

  test("and the same in the event stream are one alert, whichever comes first, and closing it is an update", () => {
    const closed = {
      ...aFalconAlert,
      status: "closed",
      resolution: "false_positive",
      updated_timestamp: "2026-03-02T09:00:00Z",
    };
    const all = [read(aFalconStreamEvent), read(aFalconAlert), read(closed)];
    const [end, again] = [takePayloads(all), takePayloads([...all.toReversed(), ...all])];
    expect(again).toEqual(end);
    expect(end?.alerts.map(alertOf)).toMatchObject([
      { key: "c1:ind:a1:100-1", status: { value: "resolved", foreign: "closed" }, classification: "false_positive" },
    ]);
    expect(end?.alerts.map(alertOf)[0]?.evidence.filter(({ type }) => type === "device")).toHaveLength(1);
  });

  test("may be gathered by its host, or not at all", () => {
    expect(read(aFalconAlert, { groupBy: "host" }).externalId).toBe("host:fin-7");
    expect(read(aFalconAlert, { groupBy: "detection" }).externalId).toBe("c1:ind:a1:100-1");
  });
});

test("an event of the stream says its groups between commas, and N/A is nothing", () => {
  expect(alertRead(aFalconStreamEvent)).toMatchObject({
    categories: ["Execution"],
    techniques: [],
    createdAt: 1772439600123,
  });
  expect(alertRead(aFalconStreamEvent).evidence).toMatchObject([
    { type: "device", sourceGroup: "g1", tags: ["g1", "g2"], ips: ["10.0.0.7"] },
    { type: "user", name: "ada" },
    { type: "process", name: "\\Windows\\powershell.exe" },
  ]);
});

test("a detection of the older generation is read with all that was seen", () => {
  expect(read(aLegacyDetection).externalId).toBe("ldt:a1:7");
  expect(alertRead(aLegacyDetection)).toMatchObject({
    title: "known malware",
    severity: { value: "critical", foreign: "Critical" },
    status: { value: "inProgress", foreign: "true_positive" },
    categories: ["Machine Learning", "Execution"],
    techniques: ["CST0007", "T1204"],
  });
  expect(shown(aLegacyDetection)).toEqual(["device srv-1", "user root", "process a", "process b", "url bad.example"]);
});

test("an incident of Falcon's own is read with its machines and users", () => {
  expect(alertRead(aFalconIncident)).toMatchObject({
    key: "inc:a1:9",
    title: "Incident on FIN-7",
    severity: { value: "high", foreign: "79" },
    status: { value: "inProgress", foreign: "30" },
    categories: ["Execution"],
  });
  expect(shown(aFalconIncident)).toEqual(["device FIN-7", "device FIN-8", "user ada"]);
});

test("a lead that Falcon made of many indicators is as grave as the gravest, on the machines of all", () => {
  const indicator = (Hostname: string, Severity: number, Description: string) => ({ Hostname, Severity, Description });
  const lead = {
    metadata: { eventType: "AutomatedLeadSummaryEvent", eventCreationTime: 1772439600123 },
    event: {
      LeadId: "lead-9",
      Name: "FIN-7 at 2026-03-02",
      Score: 54,
      ThreatgraphIndicators: [indicator("FIN-7", 50, "A script ran."), indicator("FIN-8", 70, "A file was fetched.")],
      MitreAttack: [{ Tactic: "Execution", TechniqueID: "T1204" }],
    },
  };
  expect(alertRead(lead)).toMatchObject({
    key: "lead-9",
    title: "FIN-7 at 2026-03-02",
    description: "A script ran.\nA file was fetched.",
    severity: { value: "high" },
    techniques: ["T1204"],
  });
  expect(shown(lead)).toEqual(["device FIN-7", "device FIN-8"]);
});

test("an incident of identity protection is called by its type, and one of endpoints by what it is", () => {
  const streamed = (eventType: string, event: object) => ({ metadata: { eventType }, event });
  const identity = { IncidentType: "UNUSUAL_ACTIVITY", IdentityProtectionIncidentId: "INC-1", UserName: "CORP\\ada" };
  expect(alertRead(streamed("IdentityProtectionEvent", identity))).toMatchObject({
    key: "INC-1",
    title: "Unusual activity",
  });
  const ofEndpoints = streamed("IncidentSummaryEvent", { IncidentType: 1, IncidentID: "inc:a1:9", HostID: "a1" });
  expect(alertRead(ofEndpoints).title).toBe("CrowdStrike incident");
  expect(shown(ofEndpoints)).toEqual(["device agent a1"]);
});

test("the body of a workflow is read by its fields' own names", () => {
  expect(alertRead(aWorkflowBody)).toMatchObject({
    key: "c1:ind:a1:100-2",
    title: "Credential dump",
    severity: { value: "critical" },
    evidence: [{ type: "device", name: "FIN-7" }],
  });
});

describe("the severity", () => {
  test.each([
    [1, "informational"],
    [2, "low"],
    [4, "high"],
    [5, "critical"],
    [10, "informational"],
    [20, "low"],
    [50, "medium"],
    ["70", "high"],
    [100, "critical"],
    [101, "unknown"],
    ["odd", "unknown"],
  ])("%s is %s", (severity, value) => {
    expect(alertRead({ composite_id: "x", severity }).severity.value).toBe(value);
  });
});

test.each([
  ["an audit event", anAuditEvent, "An event of type AuthActivityAuditEvent is no detection"],
  [
    "what a sensor reports",
    { event_simpleName: "ProcessRollup2", id: "1" },
    "An event of type ProcessRollup2 is no detection",
  ],
])("%s is ignored, with the reason", (_name, payload, reason) => {
  expect(normalised(payload)).toEqual({ kind: "ignored", externalId: null, reason });
});

test("what is no detection says so", () => {
  expect(crowdstrike.normalise({ x: 1 }, contextOf({}))).toEqual({
    ok: false,
    problem: { path: "composite_id", problem: "is missing: this is no detection of CrowdStrike" },
  });
});

test("the envelope is opened: an answer of the API", () => {
  expect(crowdstrike.open({ meta: {}, resources: [aFalconAlert], errors: [] })).toEqual([aFalconAlert]);
  expect(crowdstrike.open(aFalconAlert)).toBeNull();
});

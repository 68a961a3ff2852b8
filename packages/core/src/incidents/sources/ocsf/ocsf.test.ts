import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { aDlpFinding, aFailedCheck, anIncidentFinding, anOcsfDetection, aSecurityFinding } from "./fixtures.ts";
import { ocsf } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const normalised = (payload: unknown, settings: unknown = {}) => {
  const result = ocsf.normalise(payload, contextOf(settings));
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  return result.value;
};

const read = (payload: unknown, settings: unknown = {}): IncomingIncident => {
  const value = normalised(payload, settings);
  if (value.kind !== "incident") throw new Error(value.reason);
  return value.incident;
};

const alertsRead = (payload: unknown) => read(payload).alerts.map(alertOf);

const alertRead = (payload: unknown) => {
  const [alert] = alertsRead(payload);
  if (!alert) throw new Error("There is no alert");
  return alert;
};

const updatedAt = 1795166130500;

describe("a detection finding", () => {
  test("is an incident with its own id, as new as its latest time", () => {
    const { alerts, layers, ...incident } = read(anOcsfDetection);
    expect(alerts).toHaveLength(1);
    expect(incident).toEqual({ externalId: "f-1", authority: "source:source-1" });
    expect(layers).toEqual([
      {
        version: { at: updatedAt, hash: expect.stringMatching(/^[\da-f]{16}$/) },
        facts: {
          title: "Credentials were read from memory",
          description: "rundll32.exe read the memory of lsass.exe\nTools do so to move on.",
          severity: { value: "critical", foreign: "Fatal" },
          status: { value: "inProgress", foreign: "In Progress" },
          assignedTo: "Robin",
          classification: "True Positive",
          portalUrl: "https://edr.contoso.example/findings/f-1",
          tags: ["plant-7"],
          createdAt: 1795165200000,
          updatedAt,
        },
      },
    ]);
  });

  test("has one alert with what detected it and what is to be done", () => {
    const { evidence, ...facts } = alertRead(anOcsfDetection);
    expect(facts).toEqual({
      key: "f-1",
      title: "Credentials were read from memory",
      description: "rundll32.exe read the memory of lsass.exe\nTools do so to move on.",
      severity: { value: "critical", foreign: "Fatal" },
      status: { value: "inProgress", foreign: "In Progress" },
      categories: ["Credential theft", "Credential Access", "Execution"],
      techniques: ["T1003.001", "T1059"],
      serviceSource: "Contoso EDR",
      detectionSource: "lsass-read",
      assignedTo: "Robin",
      classification: "True Positive",
      determination: null,
      recommendedActions: "Isolate the machine.\nhttps://kb.contoso.example/1",
      url: "https://edr.contoso.example/findings/f-1",
      createdAt: 1795165200000,
      updatedAt,
      firstActivityAt: 1795165190000,
      lastActivityAt: 1795166100000,
      resolvedAt: null,
    });
    expect(evidence.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "device SRV-9",
      "cloudResource arn:aws:s3:::contoso",
      "device Srv-1.contoso.example",
      "ip 10.1.2.3",
      "ip 203.0.113.9",
      "user jo",
      "process rundll32.exe",
      "file C:\\Temp\\x.dll",
      "url https://bad.example/x",
      "mailMessage Invoice",
      "mailbox boss@bad.example",
      "mailbox jo@contoso.example",
      "other bad.example",
      "ip 203.0.113.10",
    ]);
    expect(evidence[0]).toMatchObject({ sourceGroup: "DMZ", tags: ["env:prod"], details: { uid: "vm-9" } });
    expect(evidence[1]).toMatchObject({ tags: ["owner=jo"], details: { type: "Bucket" } });
    expect(evidence[2]).toMatchObject({
      key: "srv-1.contoso.example",
      sourceGroup: "Servers",
      os: "Windows Server 2025",
      domain: "contoso.example",
      ips: ["10.1.2.3"],
    });
    expect(evidence[7]).toMatchObject({ details: { sha256: "b".repeat(64) } });
  });

  test("that is closed is resolved, and later words win in whatever order they come", () => {
    const closed = {
      ...anOcsfDetection,
      activity_id: 3,
      activity_name: "Close",
      time: 1795170000000,
      status_id: 4,
      status: "Resolved",
    };
    const [one, two] = [
      [anOcsfDetection, closed],
      [closed, anOcsfDetection],
    ].map((payloads) => takePayloads(payloads.map((payload) => read(payload))));
    expect(one).toEqual(two);
    expect(factsOf(read(closed).layers).status).toEqual({ value: "resolved", foreign: "Resolved" });
    expect(factsOf(one?.layers ?? []).status).toEqual({ value: "resolved", foreign: "Resolved" });
  });

  test("that is closed without a new status is resolved by that", () => {
    const closed = { ...anOcsfDetection, activity_id: 3, activity_name: "Close" };
    expect(factsOf(read(closed).layers).status).toEqual({ value: "resolved", foreign: "Close" });
  });
});

test.each([
  [0, "Odd", "unknown"],
  [1, undefined, "informational"],
  [2, "Low", "low"],
  ["3", "Medium", "medium"],
  [4, "Sehr hoch", "high"],
  [5, "Critical", "critical"],
  [99, "Important", "high"],
  [undefined, "High", "high"],
])("severity %s (%s) is %s", (severity_id, severity, value) => {
  const finding = { ...aFailedCheck, severity_id, severity };
  expect(alertRead(finding).severity).toEqual({ value, foreign: severity ?? String(severity_id) });
});

describe("a scanner's check", () => {
  test("without an id of its own is known by its content, with times in seconds", () => {
    const { externalId, layers } = read(aFailedCheck);
    expect(externalId).toMatch(/^[\da-f]{32,}$/);
    expect(factsOf(layers)).toMatchObject({ title: "Buckets are not public", updatedAt: 1795165200000 });
    expect(alertRead(aFailedCheck).evidence).toMatchObject([
      { type: "cloudResource", name: "contoso-web", sourceGroup: "s3" },
    ]);
    expect(read({ ...aFailedCheck, message: "Bucket b is public" }).externalId).not.toBe(externalId);
  });

  test("is as old as its number says, where its text is in local time", () => {
    const local = { ...aFailedCheck, time_dt: "2026-11-20T10:00:00.000001" };
    expect(factsOf(read(local).layers).updatedAt).toBe(1795165200000);
    expect(factsOf(read({ ...local, time: undefined }).layers).updatedAt).toBe(Date.parse("2026-11-20T10:00Z") + 0.001);
  });

  test.each([
    { status_code: "PASS" },
    { status_code: undefined, class_uid: 2003, compliance: { status: "Pass", status_id: 1 } },
    { status_code: undefined, class_uid: 2003, compliance: { status: "PASSED" } },
  ])("that has passed is ignored: %j", (said) => {
    expect(normalised({ ...aFailedCheck, ...said })).toEqual({
      kind: "ignored",
      externalId: null,
      reason: "The check has passed: nothing was found",
    });
  });
});

test("an incident finding has an alert for each finding that it lists", () => {
  const { externalId, layers } = read(anIncidentFinding);
  expect([externalId, factsOf(layers)]).toMatchObject([
    "inc-5",
    {
      title: "Two machines of Jo",
      status: { value: "awaitingAction", foreign: "On Hold" },
      severity: { value: "high", foreign: "4" },
      classification: "True Positive",
      assignedTo: "Night shift",
      portalUrl: "https://soc.contoso.example/i/5",
    },
  ]);
  expect(alertsRead(anIncidentFinding)).toMatchObject([
    { key: "f-1", title: "Credentials were read from memory", categories: ["Theft"], techniques: [] },
    { key: "f-2", title: "Odd sign-in", categories: ["Initial Access"], techniques: ["T1078"] },
  ]);
});

test("a security finding of version 1.0 is read with its state, and not with the status of its logging", () => {
  expect(read(aSecurityFinding).externalId).toBe("s-1");
  expect(alertRead(aSecurityFinding)).toMatchObject({
    title: "Port open",
    status: { value: "resolved", foreign: "Resolved" },
    severity: { value: "high", foreign: "Important" },
    categories: ["Discovery"],
    techniques: ["T1046"],
    recommendedActions: "Close it",
    url: "https://x.example/s-1",
  });
});

describe("findings with no other id than their policy's", () => {
  test("are alerts of one incident, so that none overwrites another", () => {
    const other = { ...aDlpFinding, time: 1795165300000, device: { hostname: "lap-2" } };
    const first = read(aDlpFinding, { idleHours: 2 });
    expect([first.externalId, first.grouping]).toEqual(["12", { idleMs: 7_200_000 }]);
    const stored = takePayloads([aDlpFinding, other, aDlpFinding].map((payload) => read(payload)));
    expect(stored?.alerts).toHaveLength(2);
  });
});

describe("other events", () => {
  const event = { class_uid: 4001, class_name: "Network Activity", time: 1795165200000, severity_id: 3, status_id: 1 };

  test("are ignored", () => {
    expect(normalised(event)).toEqual({
      kind: "ignored",
      externalId: null,
      reason: "It is an event (Network Activity), and no finding",
    });
  });

  test("are taken where they say that they are alerts", () => {
    const alert = {
      ...event,
      is_alert: true,
      message: "C2 traffic",
      metadata: { uid: "e-1" },
      src_endpoint: { ip: "10.0.0.1" },
    };
    expect(read(alert).externalId).toBe("e-1");
    expect(alertRead(alert)).toMatchObject({ title: "C2 traffic", status: { value: "active", foreign: null } });
  });

  test("of classes that a source does not take are ignored", () => {
    expect(normalised(anOcsfDetection, { classes: [2005] })).toMatchObject({
      kind: "ignored",
      reason: "This source does not take class 2004",
    });
    expect(normalised(anIncidentFinding, { classes: [2005] }).kind).toBe("incident");
  });

  test.each([{}, { title: "x" }, []])("%j is refused", (payload) => {
    expect(ocsf.normalise(payload, contextOf({}))).toMatchObject({ ok: false });
  });
});

test("lists and a search's hits are opened, a finding is not", () => {
  expect(ocsf.open({ findings: [aFailedCheck] })).toEqual([aFailedCheck]);
  expect(ocsf.open({ hits: { hits: [{ _source: aFailedCheck }] } })).toHaveLength(1);
  expect(ocsf.open(anOcsfDetection)).toBeNull();
  expect(read({ _source: anOcsfDetection }).externalId).toBe("f-1");
});

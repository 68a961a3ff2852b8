import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { aClosedElasticHit, anElasticAlert, anOwnBody, aSignal, aThresholdAlert } from "./fixtures.ts";
import { elasticSecurity } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const normalised = (payload: unknown, settings: unknown = {}) => {
  const result = elasticSecurity.normalise(payload, contextOf(settings));
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

const at = Date.parse("2026-03-02T08:20:00Z");

describe("an alert of Kibana 8", () => {
  test("joins the incident of its rule and machine", () => {
    const { alerts, ...incident } = read(anElasticAlert);
    expect(alerts).toHaveLength(1);
    expect(incident).toEqual({
      externalId: "7a1e-rule/ws-1.contoso.example",
      authority: "source:source-1",
      grouping: { idleMs: 86_400_000 },
      layers: [
        {
          version: { at, hash: expect.stringMatching(/^[\da-f]{16}$/) },
          facts: { title: "Encoded PowerShell", tags: ["Windows"], updatedAt: at },
        },
      ],
    });
  });

  test("is read with its rule, its machine, its user and what the event is about", () => {
    const { evidence, ...facts } = alertRead(anElasticAlert);
    expect(facts).toEqual({
      key: "9f2c",
      title: "Encoded PowerShell",
      description: anElasticAlert["kibana.alert.reason"],
      severity: { value: "high", foreign: "high" },
      status: { value: "active", foreign: "open" },
      categories: ["Execution"],
      techniques: ["T1059", "T1059.001"],
      serviceSource: "elastic-security",
      detectionSource: "endpoint",
      assignedTo: null,
      classification: null,
      determination: null,
      recommendedActions: "Look at the parent process.",
      url: "https://kibana.contoso.example/app/security/alerts/redirect/9f2c",
      createdAt: at,
      updatedAt: at,
      firstActivityAt: Date.parse("2026-03-02T08:14:59Z"),
      lastActivityAt: null,
      resolvedAt: null,
    });
    expect(evidence).toMatchObject([
      {
        type: "device",
        key: "ws-1.contoso.example",
        name: "WS-1.contoso.example",
        domain: "contoso.example",
        os: "Windows 11",
        ips: ["10.0.0.7"],
      },
      { type: "user", name: "CONTOSO\\ada", domain: "CONTOSO", details: { id: "S-1-5-21-1" } },
      { type: "ip", name: "203.0.113.9" },
      { type: "file", name: "C:\\Temp\\a.ps1", details: { sha256: "ab12" } },
      {
        type: "process",
        name: "C:\\Windows\\powershell.exe",
        details: { commandLine: "powershell -enc AAAA", processId: "4711" },
      },
    ]);
  });

  test("that somebody closed is the same alert, resolved, in whatever order both arrive", () => {
    const both = [read(anElasticAlert), read(aClosedElasticHit)];
    const [end, again] = [takePayloads(both), takePayloads([...both.toReversed(), ...both])];
    expect(again).toEqual(end);
    expect(end?.alerts.map(alertOf)).toMatchObject([
      {
        key: "9f2c",
        status: { value: "resolved", foreign: "closed" },
        classification: "false_positive",
        resolvedAt: Date.parse("2026-03-02T09:00:00Z"),
      },
    ]);
  });

  test("of another machine is of another incident, and settings may gather otherwise", () => {
    const other = { ...anElasticAlert, host: { name: "ws-2" } };
    expect(read(other).externalId).toBe("7a1e-rule/ws-2");
    expect(read(other, { groupBy: ["user.name"], idleHours: 1 })).toMatchObject({
      externalId: "ada",
      grouping: { idleMs: 3_600_000 },
    });
    expect(read(other, { groupBy: ["no.such"] }).externalId).toMatch(/^alert:[\da-f]{32}$/);
  });

  test("without an id of its own goes by the index's, else by its content", () => {
    const { "kibana.alert.uuid": _, ...unnumbered } = anElasticAlert;
    expect(read({ _id: "hit-1", _source: unnumbered }).alerts[0]?.key).toBe("hit-1");
    expect(read(unnumbered).alerts[0]?.key).toMatch(/^[\da-f]{32}$/);
  });
});

test("an alert of a threshold rule has the fields by which the rule counted", () => {
  expect(read(aThresholdAlert).externalId).toBe("r-t/dc-1");
  expect(shown(aThresholdAlert)).toEqual(["device dc-1", "user ada"]);
  expect(alertRead(aThresholdAlert).severity).toEqual({ value: "medium", foreign: "47" });
});

test("an alert of Kibana 7 is read from its signal", () => {
  expect(read(aSignal)).toMatchObject({ externalId: "r-7/srv-1", layers: [{ facts: { title: "Old rule" } }] });
  expect(alertRead(aSignal)).toMatchObject({
    severity: { value: "critical" },
    status: { value: "inProgress", foreign: "in-progress" },
    detectionSource: "winlogbeat",
  });
});

test("a body of somebody's own is read without a mapping, and placeholders are nothing", () => {
  expect(read(anOwnBody).externalId).toBe("r-9/ada@contoso.example");
  expect(alertRead(anOwnBody)).toMatchObject({
    key: expect.stringMatching(/^[\da-f]{32}$/),
    title: "Impossible travel",
    description: "Two countries within an hour",
    severity: { value: "critical", foreign: "Critical" },
    categories: ["Initial Access"],
    techniques: ["T1078"],
    url: null,
    createdAt: at,
  });
  expect(shown(anOwnBody)).toEqual(["user ada@contoso.example", "ip 203.0.113.9"]);
});

describe("what Kibana says", () => {
  test.each([
    ["low", "low"],
    ["Critical", "critical"],
    [21, "low"],
    [22, "medium"],
    ["48", "high"],
    [73, "high"],
    [99, "critical"],
    ["odd", "unknown"],
  ])("of severity: %s is %s", (severity, value) => {
    expect(alertRead({ ...anElasticAlert, "kibana.alert.severity": severity }).severity.value).toBe(value);
  });

  test.each([
    ["open", "active", "active"],
    ["acknowledged", "active", "inProgress"],
    ["closed", "active", "resolved"],
    ["open", "recovered", "resolved"],
    [null, null, "active"],
  ])("of status: %s and %s is %s", (workflow, own, value) => {
    const alert = { ...anElasticAlert, "kibana.alert.workflow_status": workflow, "kibana.alert.status": own };
    expect(alertRead(alert).status.value).toBe(value);
  });
});

test.each([
  ["an event that no rule found", { event: { kind: "event" }, message: "x", host: { name: "a" } }, /^No rule found it/],
  ["a building block", { ...anElasticAlert, "kibana.alert.building_block_type": "default" }, /^It is a building block/],
])("%s is ignored, with the reason", (_name, payload, reason) => {
  expect(normalised(payload)).toEqual({ kind: "ignored", externalId: null, reason: expect.stringMatching(reason) });
});

test("what is no alert says so", () => {
  expect(elasticSecurity.normalise({ x: 1 }, contextOf({}))).toEqual({
    ok: false,
    problem: { path: "kibana.alert.rule.name", problem: "is missing: this is no alert of Elastic Security" },
  });
});

test.each([
  ["a search's answer", { hits: { total: { value: 1 }, hits: [aClosedElasticHit] } }, [aClosedElasticHit]],
  ["an action's alerts", { context: { alerts: [anElasticAlert] } }, [anElasticAlert]],
  ["an alert by itself", anElasticAlert, null],
])("the envelope is opened: %s", (_name, body, documents) => {
  expect(elasticSecurity.open(body)).toEqual(documents);
});

test("what an action says beside its alerts is said of each that does not say it itself", () => {
  const results_link = "https://kibana.contoso.example/app/security/rules/id/7a1e?from=1";
  const { "@timestamp": _, "kibana.alert.url": link, ...bare } = anElasticAlert;
  const own = { ...bare, "kibana.alert.url": link };
  const body = { date: "2026-03-02T08:21:00.000Z", context: { results_link, alerts: [bare, own] } };
  expect(elasticSecurity.open(body)).toMatchObject([
    { "kibana.alert.url": results_link, "@timestamp": body.date },
    { "kibana.alert.url": link, "@timestamp": body.date },
  ]);
});

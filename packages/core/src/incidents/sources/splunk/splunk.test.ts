import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { aNotableEvent, aSplunkAlert, aSplunkCount } from "./fixtures.ts";
import { splunk } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const read = (payload: unknown, settings: unknown = {}): IncomingIncident => {
  const result = splunk.normalise(payload, contextOf(settings));
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const alertRead = (payload: unknown, settings: unknown = {}) => {
  const [alert] = read(payload, settings).alerts;
  if (!alert) throw new Error("There is no alert");
  return alertOf(alert);
};

const keyOf = (payload: unknown) => alertRead(payload).key;

const shown = (payload: unknown, settings: unknown = {}) =>
  alertRead(payload, settings).evidence.map(({ type, name }) => `${type} ${name}`);

const happenedAt = Date.parse("2026-03-02T08:20:00Z");
const ranAt = Date.parse("2026-03-02T08:21:00Z");

const withResult = (result: object) => ({ ...aSplunkAlert, result: { ...aSplunkAlert.result, ...result } });

describe("a row of a search's results", () => {
  test("joins the incident of its search and machine", () => {
    const { alerts, ...incident } = read(aSplunkAlert);
    expect(alerts).toHaveLength(1);
    expect(incident).toEqual({
      externalId: "Failed logons/web-1.contoso.example",
      authority: "source:source-1",
      grouping: { idleMs: 86_400_000 },
      layers: [
        {
          version: { at: ranAt, hash: expect.stringMatching(/^[\da-f]{16}$/) },
          facts: { title: "Failed logons", updatedAt: ranAt },
        },
      ],
    });
  });

  test("is read with the fields that its search made", () => {
    const { evidence, ...facts } = alertRead(aSplunkAlert);
    expect(facts).toEqual({
      key: expect.stringMatching(/^[\da-f]{32}$/),
      title: "Failed logons",
      description: "Failed password for oracle from 203.0.113.9",
      severity: { value: "high", foreign: "High" },
      status: { value: "active", foreign: null },
      categories: ["Credential Access"],
      techniques: ["T1110"],
      serviceSource: "splunk",
      detectionSource: "linux_secure",
      assignedTo: null,
      classification: null,
      determination: null,
      recommendedActions: null,
      url: "https://splunk.contoso.example:8000/app/search/@go?sid=scheduler__admin__search__Failed_42",
      createdAt: happenedAt,
      updatedAt: ranAt,
      firstActivityAt: happenedAt,
      lastActivityAt: null,
      resolvedAt: null,
    });
    expect(evidence).toMatchObject([
      { type: "device", key: "web-1.contoso.example", domain: "contoso.example" },
      { type: "user", name: "oracle" },
      { type: "ip", name: "203.0.113.9" },
      { type: "process", name: "sshd", details: { processId: "812" } },
    ]);
  });

  test("that a later run finds again is the same alert, and another row is another", () => {
    const again = {
      ...aSplunkAlert,
      sid: "scheduler__admin__search__Failed logons_at_1772439960_77",
      result: { ...aSplunkAlert.result, _serial: "3" },
    };
    expect(keyOf(again)).toBe(keyOf(aSplunkAlert));
    expect(keyOf(withResult({ _time: "1772439605" }))).not.toBe(keyOf(aSplunkAlert));
    const both = [read(aSplunkAlert), read(again)];
    const [end, other] = [takePayloads(both), takePayloads([...both.toReversed(), ...both])];
    expect(other).toEqual(end);
    expect(end?.alerts).toHaveLength(1);
  });

  test("without a time of its own is another alert at every run, and the same when one run posts it twice", () => {
    const later = { ...aSplunkCount, sid: aSplunkCount.sid.replace("1772439660", "1772443260") };
    expect(keyOf(later)).not.toBe(keyOf(aSplunkCount));
    expect(keyOf({ ...aSplunkCount })).toBe(keyOf(aSplunkCount));
    expect(read(later).externalId).toBe(read(aSplunkCount).externalId);
  });

  test("of a search whose name is a digest, or that has none, is read all the same", () => {
    expect(read(aSplunkCount)).toMatchObject({
      externalId: "RMD5a1b2c3d4e5f60718/db-1,db-2",
      layers: [{ facts: { title: "Ad-hoc search", updatedAt: ranAt } }],
    });
    expect(shown(aSplunkCount)).toEqual(["device db-1", "device db-2"]);
    const { search_name: _, ...unnamed } = aSplunkAlert;
    expect(read(unnamed).externalId).toBe(read(aSplunkAlert).externalId);
    expect(read({ sid: "1772439660.5", result: { x: "1" } }).externalId).toMatch(/^alert:[\da-f]{32}$/);
  });

  test("may be missing: an alert that fires where nothing was found", () => {
    const { result: _, ...empty } = aSplunkAlert;
    expect(read(empty)).toMatchObject({
      externalId: "Failed logons/",
      layers: [{ facts: { title: "Failed logons" } }],
    });
    expect(shown(empty)).toEqual([]);
  });
});

test("a notable event has its own id, urgency, status and owner, and its host is none of the machines", () => {
  expect(read(aNotableEvent).externalId).toBe("Access - Brute Force Access Behavior Detected - Rule/dc-1");
  expect(alertRead(aNotableEvent)).toMatchObject({
    key: "8A2C@@notable@@e1",
    title: "Brute force access from 203.0.113.9",
    description: "Many failed logons and then one that was not.",
    severity: { value: "critical" },
    status: { value: "inProgress", foreign: "In Progress" },
    categories: ["access"],
    techniques: ["T1110"],
    assignedTo: "ada",
  });
  expect(alertRead(aNotableEvent).evidence).toMatchObject([
    { type: "device", name: "dc-1", ips: ["10.0.0.5"] },
    { type: "ip", name: "203.0.113.9" },
    { type: "ip", name: "10.0.0.5" },
  ]);
});

describe("settings", () => {
  test.each([
    ["a known word", { severity: "warning" }, {}, "medium"],
    ["a number, which means nothing by itself", { severity: "2" }, {}, "unknown"],
    ["a word of one's own", { severity: "2" }, { severities: { 2: "high" } }, "high"],
    ["another field", { red_level: "low" }, { severityFields: ["red_level"] }, "low"],
    ["none", { severity: "" }, { severity: "medium" }, "medium"],
  ])("say how severe a result is: %s", (_name, result, settings, severity) => {
    expect(alertRead(withResult(result), settings).severity.value).toBe(severity);
  });

  test("say what gathers, and what names a machine", () => {
    const settings = { groupBy: ["owner", "user"], deviceFields: ["asset"] };
    expect(read(withResult({ asset: "a-1" }), settings).externalId).toBe("admin/oracle");
    expect(shown(withResult({ asset: "a-1" }), settings)[0]).toBe("device a-1");
  });

  test.each([{ groupBy: [] }, { severity: "huge" }, { deviceFields: ["a..b"] }])("are refused: %j", (settings) => {
    expect(splunk.settings.safeParse(settings).success).toBe(false);
  });
});

test.each([
  ["no object", 7, { path: "", problem: "is not an object" }],
  ["nothing of Splunk's", { x: 1 }, { path: "search_name", problem: "is missing: this is no result of Splunk" }],
])("what cannot be read says why: %s", (_name, payload, problem) => {
  expect(splunk.normalise(payload, contextOf({}))).toEqual({ ok: false, problem });
});

test("the envelope is opened: the rows of a run, each with what is said of the run", () => {
  const { result, ...run } = aSplunkAlert;
  expect(splunk.open({ ...run, results: [result] })).toEqual([aSplunkAlert]);
  expect(splunk.open({ preview: false, results: [aNotableEvent] })).toEqual([aNotableEvent]);
  expect(splunk.open(aSplunkAlert)).toBeNull();
});

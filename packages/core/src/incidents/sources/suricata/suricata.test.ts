import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { aFilebeatHit, aMailAlert, anEveAlert, anSmbAlert } from "./fixtures.ts";
import { suricata } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const normalised = (payload: unknown, settings: unknown = {}) => {
  const result = suricata.normalise(payload, contextOf(settings));
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  return result.value;
};

const read = (payload: unknown, settings: unknown = {}): IncomingIncident => {
  const value = normalised(payload, settings);
  if (value.kind !== "incident") throw new Error(value.reason);
  return value.incident;
};

const alertRead = (payload: unknown, settings: unknown = {}) => {
  const [alert] = read(payload, settings).alerts;
  if (!alert) throw new Error("There is no alert");
  return alertOf(alert);
};

const shown = (payload: unknown, settings: unknown = {}) =>
  alertRead(payload, settings).evidence.map(({ type, name }) => `${type} ${name}`);

const at = Date.parse("2026-11-20T09:15:30.123Z") + 0.456;

describe("a line with an alert", () => {
  test("joins the incident of its signature and of the machine of ours", () => {
    const { alerts, ...incident } = read(anEveAlert);
    expect(alerts).toHaveLength(1);
    expect(incident).toEqual({
      externalId: "1/2099001/10.1.2.3",
      authority: "source:source-1",
      grouping: { idleMs: 86_400_000 },
      layers: [
        {
          version: { at, hash: expect.stringMatching(/^[\da-f]{16}$/) },
          facts: { title: "CONTOSO MALWARE Beacon of a loader", updatedAt: at },
        },
      ],
    });
  });

  test("is read with its rule, its way and what was transferred", () => {
    const { evidence, ...facts } = alertRead(anEveAlert);
    expect(facts).toEqual({
      key: "1234567890123456/1:2099001/2026-11-20T10:15:30.123456+0100/1//sensor-1",
      title: "CONTOSO MALWARE Beacon of a loader",
      description: "TCP http 10.1.2.3:50123 → 203.0.113.9:8080, blocked\nPOST http://cdn.bad.example:8080/gate?id=7",
      severity: { value: "high", foreign: "1" },
      status: { value: "active", foreign: null },
      categories: ["A Network Trojan was detected", "Command_And_Control"],
      techniques: ["T1071.001"],
      serviceSource: "suricata",
      detectionSource: "sensor-1",
      assignedTo: null,
      classification: null,
      determination: null,
      recommendedActions: null,
      url: "https://rules.contoso.example/2099001",
      createdAt: at,
      updatedAt: at,
      firstActivityAt: at,
      lastActivityAt: at,
      resolvedAt: null,
    });
    expect(evidence.map(({ type, key, ips, details }) => ({ type, key, ips, details }))).toEqual([
      { type: "device", key: "10.1.2.3", ips: ["10.1.2.3"], details: {} },
      { type: "ip", key: "10.1.2.3", ips: [], details: {} },
      { type: "ip", key: "203.0.113.9", ips: [], details: {} },
      { type: "url", key: "http://cdn.bad.example:8080/gate?id=7", ips: [], details: {} },
      { type: "file", key: "/gate", ips: [], details: { sha256: "a".repeat(64) } },
    ]);
  });

  test("tells of mails, names that were asked for, users and files on shares", () => {
    expect(shown(aMailAlert)).toEqual([
      "ip 198.51.100.4",
      "ip 2001:db8::25",
      "other mail.contoso.example",
      "mailMessage Invoice",
      "mailbox boss@bad.example",
      "mailbox jo@contoso.example",
    ]);
    expect(shown(anSmbAlert)).toEqual([
      "device 10.1.2.3",
      "device 10.1.2.4",
      "ip 10.1.2.3",
      "ip 10.1.2.4",
      "other c2.bad.example",
      "file tools\\x.exe",
      "user jo",
    ]);
  });

  test("is the same from Filebeat, which takes the addresses out of it", () => {
    expect(read(aFilebeatHit)).toMatchObject({ externalId: "1/2099004/192.168.7.7" });
    expect(alertRead(aFilebeatHit)).toMatchObject({
      title: "CONTOSO Odd name",
      description: "udp 192.168.7.7:5353 → 192.0.2.44:53",
      severity: { value: "informational", foreign: "4" },
      createdAt: Date.parse("2026-11-20T10:18:00Z"),
    });
  });

  test("is known by its number where it has no name", () => {
    expect(read({ ...anEveAlert, alert: { gid: 1, signature_id: 7 } }).layers[0]?.facts.title).toBe("Signature 1:7");
  });
});

test.each([
  [1, "high"],
  ["2", "medium"],
  [3, "low"],
  [4, "informational"],
  [255, "informational"],
  [0, "unknown"],
])("severity %s is %s", (severity, value) => {
  const { signature_severity: _, ...metadata } = anEveAlert.alert.metadata;
  const alert = { ...anEveAlert.alert, severity, metadata };
  expect(alertRead({ ...anEveAlert, alert }).severity).toEqual({ value, foreign: String(severity) });
});

test("a rule without a generator is of the first, and one without a number goes by its name", () => {
  const { gid: _, ...alert } = anEveAlert.alert;
  expect(read({ ...anEveAlert, alert }).externalId).toBe("1/2099001/10.1.2.3");
  expect(read({ ...anEveAlert, alert: { signature: "Own rule" } }).externalId).toBe("1/Own rule/10.1.2.3");
});

describe("settings", () => {
  test("the author of the rule may be asked for the severity", () => {
    const settings = { severityFrom: "signature" };
    expect(alertRead(anEveAlert, settings).severity).toEqual({ value: "critical", foreign: "Critical" });
    expect(alertRead(aMailAlert, settings).severity).toEqual({ value: "medium", foreign: "2" });
  });

  test("numbers may mean something else", () => {
    expect(alertRead(anEveAlert, { severities: { 1: "critical" } }).severity.value).toBe("critical");
  });

  test("alerts are gathered by other fields, and over another time", () => {
    const { externalId, grouping } = read(anEveAlert, { groupBy: ["src_ip", "dest_ip"], idleHours: 1 });
    expect([externalId, grouping]).toEqual(["10.1.2.3/203.0.113.9", { idleMs: 3_600_000 }]);
  });

  test("networks of our own make an address a device", () => {
    expect(shown(aMailAlert, { homeNetworks: ["2001:db8::/32"] })[0]).toBe("device 2001:db8::25");
    expect(read(aMailAlert, { homeNetworks: ["2001:db8::/32"] }).externalId).toBe("1/2099002/2001:db8::25");
    expect(read(aMailAlert).externalId).toBe("1/2099002/198.51.100.4");
  });

  test("what is not grave enough is ignored", () => {
    expect(normalised(aMailAlert, { leastPriority: 1 })).toEqual({
      kind: "ignored",
      externalId: null,
      reason: "Its priority, 2, is after 1, the last that this source takes",
    });
    expect(normalised(anEveAlert, { leastPriority: 1 }).kind).toBe("incident");
  });

  test.each([{ homeNetworks: ["10.0.0.0"] }, { leastPriority: 0 }, { severities: { high: "low" } }, { groupBy: [] }])(
    "%j is refused",
    (settings) => {
      expect(suricata.settings.safeParse(settings).success).toBe(false);
    },
  );
});

test.each(["flow", "http", "dns", "stats", "anomaly", "drop", "fileinfo"])("a line of type %s is ignored", (type) => {
  expect(normalised({ timestamp: anEveAlert.timestamp, event_type: type, [type]: {} })).toEqual({
    kind: "ignored",
    externalId: null,
    reason: `It is a line of type ${type}, and no alert`,
  });
});

test.each([{}, { event_type: "alert" }, { event_type: "alert", alert: {} }, { alert: "x" }])(
  "%j is refused",
  (line) => {
    expect(suricata.normalise(line, contextOf({}))).toMatchObject({ ok: false, problem: { path: "alert" } });
  },
);

test("a search's answer is opened", () => {
  expect(suricata.open({ hits: { hits: [aFilebeatHit] } })).toEqual([aFilebeatHit]);
  expect(suricata.open(anEveAlert)).toBeNull();
});

test("the same line twice is one alert, and another moment of the flow is another", () => {
  const later = { ...anEveAlert, timestamp: "2026-11-20T10:15:31.000000+0100" };
  const stored = takePayloads([anEveAlert, later, anEveAlert].map((line) => read(line)));
  expect(stored?.alerts).toHaveLength(2);
});

test("lines without a flow are told apart by all of their content", () => {
  const other = { ...anSmbAlert, src_port: 51001 };
  expect(read(anSmbAlert).alerts[0]?.key).not.toBe(read(other).alerts[0]?.key);
});

import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import {
  anIndexedAlert,
  aSyscheckAlert,
  aVirusTotalAlert,
  aWazuh5Finding,
  aWazuhAlert,
  aWindowsAlert,
} from "./fixtures.ts";
import { wazuh } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const normalised = (payload: unknown, settings: unknown = {}) => {
  const result = wazuh.normalise(payload, contextOf(settings));
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

const shown = (payload: unknown) => alertRead(payload).evidence.map(({ type, name }) => `${type} ${name}`);

const at = Date.parse("2026-11-20T09:15:30.123Z");

describe("an alert of Wazuh 4", () => {
  test("joins the incident of its rule and agent", () => {
    const { alerts, ...incident } = read(aWazuhAlert);
    expect(alerts).toHaveLength(1);
    expect(incident).toEqual({
      externalId: "5712/007",
      authority: "source:source-1",
      grouping: { idleMs: 86_400_000 },
      layers: [
        {
          version: { at, hash: expect.stringMatching(/^[\da-f]{16}$/) },
          facts: { title: "sshd: brute force trying to get access to the system", updatedAt: at },
        },
      ],
    });
  });

  test("is read with its rule, its machine and what the decoder found", () => {
    const { evidence, ...facts } = alertRead(aWazuhAlert);
    expect(facts).toEqual({
      key: "1763630130.1048576@wazuh-1",
      title: "sshd: brute force trying to get access to the system",
      description:
        "Nov 20 10:15:29 web-1 sshd[812]: Failed password for invalid user oracle from 203.0.113.9 port 4711 ssh2",
      severity: { value: "medium", foreign: "10" },
      status: { value: "active", foreign: null },
      categories: ["Credential Access", "syslog", "sshd", "authentication_failures"],
      techniques: ["T1110"],
      serviceSource: "wazuh",
      detectionSource: "sshd",
      assignedTo: null,
      classification: null,
      determination: null,
      recommendedActions: null,
      url: null,
      createdAt: at,
      updatedAt: at,
      firstActivityAt: at,
      lastActivityAt: at,
      resolvedAt: null,
    });
    expect(evidence[0]).toEqual({
      type: "device",
      key: "web-1.contoso.example",
      name: "Web-1.contoso.example",
      sourceGroup: "DMZ",
      os: null,
      domain: "contoso.example",
      tags: ["group=DMZ", "env=prod"],
      ips: ["10.0.0.7"],
      details: { agentId: "007" },
    });
    expect(evidence.slice(1).map(({ type, key }) => [type, key])).toEqual([
      ["ip", "203.0.113.9"],
      ["user", "oracle"],
    ]);
  });

  test("tells of changed files, of what VirusTotal found, and of Windows events", () => {
    expect(alertRead(aSyscheckAlert).evidence).toMatchObject([
      { type: "device", name: "web-1" },
      {
        type: "file",
        name: "/etc/passwd",
        details: {
          sha256: aSyscheckAlert.syscheck.sha256_after,
          sha1: aSyscheckAlert.syscheck.sha1_after,
          event: "modified",
        },
      },
    ]);
    expect(alertRead(aVirusTotalAlert)).toMatchObject({
      url: "https://www.virustotal.com/gui/file/abc/detection",
      detectionSource: "virustotal",
      evidence: [
        { type: "device" },
        { type: "file", name: "/tmp/x", details: { md5: "9498ff82a64ff445398c8426ed63ea5b" } },
      ],
    });
    expect(shown(aWindowsAlert)).toEqual([
      "device FIN-7",
      "process C:\\Temp\\tool.exe",
      "user CONTOSO\\ada",
      "user SYSTEM",
    ]);
  });

  test("is the same from the indexer, whose own id stands in where the alert has none", () => {
    const indexed = read(anIndexedAlert);
    expect([indexed.externalId, indexed.alerts[0]?.key]).toEqual(["5712/007", "1763630130.1048576@wazuh-1"]);
    const { id: _, ...unnumbered } = anIndexedAlert._source;
    expect(read({ ...anIndexedAlert, _source: unnumbered }).alerts[0]?.key).toBe("Vkv_7ZoBMYYtzkfpm7zp");
  });

  test("is found inside the body of the Shuffle integration, and where its keys are written as one", () => {
    expect(read({ severity: 2, title: "x", all_fields: aWazuhAlert })).toEqual(read(aWazuhAlert));
    const flat = { "rule.id": "5712", "rule.level": 10, "rule.description": "brute force", "agent.id": "007" };
    expect(read(flat)).toMatchObject({ externalId: "5712/007", layers: [{ facts: { title: "brute force" } }] });
  });

  test("with no more than a rule and an agent's number is read all the same", () => {
    const bare = { rule: { id: "apt", level: 15, description: "y" }, agent: { id: "2" } };
    expect(read(bare)).toMatchObject({ externalId: "apt/2", layers: [{ version: { at: 0 }, facts: { title: "y" } }] });
    expect(alertRead(bare)).toMatchObject({ severity: { value: "critical" }, evidence: [{ name: "agent 2" }] });
  });

  test("that the manager raised for a machine without an agent names that machine too", () => {
    const relayed = {
      ...aWazuhAlert,
      agent: { id: "000", name: "wazuh-1" },
      predecoder: { hostname: "fw-1.contoso.example" },
    };
    expect(shown(relayed).slice(0, 2)).toEqual(["device wazuh-1", "device fw-1.contoso.example"]);
  });

  test("is another one on another manager, though managers count alike", () => {
    const other = { ...aWazuhAlert, manager: { name: "wazuh-2" } };
    expect(read(other).alerts[0]?.key).not.toBe(read(aWazuhAlert).alerts[0]?.key);
  });
});

test("a finding of Wazuh 5 is read from the common schema", () => {
  const { layers, externalId } = read(aWazuh5Finding);
  expect([externalId, factsOf(layers)]).toEqual([
    "0a1b2c3d-0000-4000-8000-000000000001/007",
    { title: "SSH brute force", updatedAt: at },
  ]);
  expect(alertRead(aWazuh5Finding)).toMatchObject({
    key: "e-1@node-1",
    description: "Failed password for oracle",
    severity: { value: "high", foreign: "high" },
    categories: ["Credential Access", "attack.credential_access"],
    techniques: ["T1110"],
    detectionSource: "sshd",
  });
  expect(alertRead(aWazuh5Finding).evidence).toMatchObject([
    { type: "device", name: "web-1", sourceGroup: "linux", tags: ["linux", "dmz"], os: "Ubuntu", ips: ["10.0.0.7"] },
    { type: "ip", name: "203.0.113.9" },
    { type: "user", name: "oracle" },
    { type: "process", name: "/usr/sbin/sshd", details: { commandLine: "sshd: [accepted]" } },
  ]);
});

describe("the level", () => {
  const withLevel = (level: unknown) => ({ ...aWazuhAlert, rule: { ...aWazuhAlert.rule, level } });

  test.each([
    [0, "low"],
    [6, "low"],
    [7, "medium"],
    [11, "medium"],
    [12, "high"],
    ["14", "high"],
    [15, "critical"],
    [16, "critical"],
    ["Critical", "critical"],
    ["odd", "unknown"],
    [null, "unknown"],
  ])("%s is %s", (level, severity) => {
    expect(alertRead(withLevel(level)).severity.value).toBe(severity);
  });

  test("is divided as the settings say", () => {
    const settings = { severityFrom: { low: 4, medium: 8, high: 10, critical: 13 } };
    const severities = [3, 4, 8, 10, 13].map((level) => alertRead(withLevel(level), settings).severity.value);
    expect(severities).toEqual(["informational", "low", "medium", "high", "critical"]);
  });

  test("below the least that the source takes is ignored, with the reason", () => {
    const settings = { minimumLevel: 7 };
    expect(normalised(withLevel(6), settings)).toEqual({
      kind: "ignored",
      externalId: null,
      reason: "Its level, 6, is below 7, the least that this source takes",
    });
    expect(normalised(withLevel("low"), settings).kind).toBe("ignored");
    for (const level of [7, "medium", "odd", null])
      expect(normalised(withLevel(level), settings).kind).toBe("incident");
    expect(normalised(withLevel(0)).kind).toBe("incident");
  });
});

describe("gathering", () => {
  test("puts alerts of one rule and agent together in whatever order, and however often, they come", () => {
    const alerts = ["1", "2", "3"].map((id) => read({ ...aWazuhAlert, id, timestamp: `2026-11-20T09:0${id}:00Z` }));
    expect(new Set(alerts.map(({ externalId }) => externalId)).size).toBe(1);
    const [end, again] = [takePayloads(alerts), takePayloads([...alerts.toReversed(), ...alerts])];
    expect(again).toEqual(end);
    expect(end?.alerts).toHaveLength(3);
  });

  test("may be by other fields, of either generation", () => {
    const settings = { groupBy: ["data.srcip", "cluster.name"], idleHours: 0.5 };
    expect(read(aWazuhAlert, settings)).toMatchObject({
      externalId: "203.0.113.9/contoso",
      grouping: { idleMs: 1_800_000 },
    });
    expect(read(aWazuh5Finding, settings).externalId).toBe("/contoso");
  });

  test("leaves an alert alone that has none of the fields", () => {
    expect(read(aWazuhAlert, { groupBy: ["data.nothing"] }).externalId).toMatch(/^alert:[\da-f]{32}$/);
  });

  test("of a rule without a number goes by its name", () => {
    const { id: _, ...rule } = aWazuhAlert.rule;
    expect(read({ ...aWazuhAlert, rule }).externalId).toBe("sshd: brute force trying to get access to the system/007");
  });
});

test("an event that no rule matched is ignored, with the reason", () => {
  const { rule: _, ...event } = aWazuhAlert;
  expect(normalised(event)).toEqual({
    kind: "ignored",
    externalId: null,
    reason: "No rule matched: it is an event or a state, and no alert",
  });
});

test.each([
  ["no object", 7, { path: "", problem: "is not an object" }],
  ["nothing of Wazuh's", { title: "x" }, { path: "rule", problem: "is missing: this is no alert of Wazuh" }],
])("what cannot be read says why: %s", (_name, payload, problem) => {
  expect(wazuh.normalise(payload, contextOf({}))).toEqual({ ok: false, problem });
});

test.each([
  ["a search of the indexer", { took: 3, hits: { total: { value: 1 }, hits: [anIndexedAlert] } }, [anIndexedAlert]],
  ["an answer of the manager's API", { data: { affected_items: [aWazuhAlert] } }, [aWazuhAlert]],
  ["an alert by itself", aWazuhAlert, null],
])("the envelope is opened: %s", (_name, body, documents) => {
  expect(wazuh.open(body)).toEqual(documents);
});

test.each([{ minimumLevel: 17 }, { groupBy: [] }, { groupBy: ["a..b"] }, { severityFrom: { low: 9, medium: 3 } }])(
  "settings that make no sense are refused: %j",
  (settings) => {
    expect(wazuh.settings.safeParse(settings).success).toBe(false);
  },
);

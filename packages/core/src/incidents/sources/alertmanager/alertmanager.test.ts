import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf, incidentFactsOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import {
  aFiringAlert,
  aFiringGroup,
  aGrafanaGroup,
  aGroupFiringAgain,
  aGroupOfVersion3,
  aMixedGroup,
  aResolvedGroup,
  aSecondAlert,
} from "./fixtures.ts";
import { alertmanager } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const read = (payload: unknown, settings: unknown = {}): IncomingIncident => {
  const result = alertmanager.normalise(payload, contextOf(settings));
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const at = (text: string, micros = 0) => Date.parse(text) + micros / 1000;
const firedAt = at("2026-11-20T09:00:00Z", 123_457);

const alertRead = (alert: unknown, settings: unknown = {}) => {
  const [read_] = read({ ...aFiringGroup, alerts: [alert] }, settings).alerts;
  if (!read_) throw new Error("There is no alert");
  return alertOf(read_);
};

const withLabels = (labels: Record<string, unknown>) => ({ ...aFiringAlert, labels: { alertname: "A", ...labels } });

describe("a notification", () => {
  test("is one incident for its group, with what the group says of itself", () => {
    const { alerts, ...incident } = read(aFiringGroup);
    expect(alerts).toHaveLength(1);
    expect(incident).toEqual({
      externalId: '{}/{env="prod"}:{alertname="NodeDown", env="prod"}',
      authority: "source:source-1",
      grouping: { idleMs: 86_400_000 },
      layers: [
        {
          version: { at: firedAt, hash: expect.stringMatching(/^[\da-f]{16}$/) },
          facts: {
            title: "NodeDown (prod)",
            status: { value: "active", foreign: "firing" },
            portalUrl: "https://alertmanager.contoso.example/",
            tags: ["job=node", "env=prod"],
            updatedAt: firedAt,
          },
        },
      ],
    });
  });

  test("tells of its alerts, their severity and their machines", () => {
    const { evidence, ...facts } = alertRead(aFiringAlert);
    expect(facts).toEqual({
      key: "aaaa000011112222@2026-11-20T09:00:00.123Z",
      title: "NodeDown: db-1 does not answer",
      description: "It has not answered for five minutes.",
      severity: { value: "critical", foreign: "critical" },
      status: { value: "active", foreign: "firing" },
      categories: [],
      techniques: [],
      serviceSource: "alertmanager",
      detectionSource: "node",
      assignedTo: null,
      classification: null,
      determination: null,
      recommendedActions: "https://wiki.contoso.example/node-down",
      url: "https://prometheus.contoso.example/graph?g0.expr=up",
      createdAt: firedAt,
      updatedAt: firedAt,
      firstActivityAt: firedAt,
      lastActivityAt: null,
      resolvedAt: null,
    });
    expect(evidence).toEqual([
      {
        type: "device",
        key: "db-1.contoso.example",
        name: "db-1.contoso.example",
        sourceGroup: null,
        os: null,
        domain: "contoso.example",
        tags: ["instance=db-1.contoso.example:9100", "job=node", "severity=critical", "env=prod"],
        ips: [],
        details: {},
      },
    ]);
  });

  test("fires while any of its alerts does", () => {
    const { layers, alerts } = read(aMixedGroup);
    expect(factsOf(layers).status).toEqual({ value: "active", foreign: "firing" });
    expect(alerts.map(alertOf).map(({ status, resolvedAt }) => [status.value, resolvedAt])).toEqual([
      ["active", null],
      ["resolved", at("2026-11-20T09:10:00Z")],
    ]);
  });

  test("is resolved when all of them are, and says when", () => {
    const { layers } = read(aResolvedGroup);
    expect(factsOf(layers)).toMatchObject({
      status: { value: "resolved", foreign: "resolved" },
      updatedAt: at("2026-11-20T09:20:00Z"),
    });
  });

  test("of version 3 has a number for its group and no fingerprints: the labels tell its alerts apart", () => {
    const { externalId, alerts } = read(aGroupOfVersion3);
    expect(externalId).toBe("43434343434343434343");
    const labels = Object.fromEntries(Object.entries(aFiringAlert.labels).toReversed());
    const again = read({ ...aGroupOfVersion3, alerts: [{ ...aFiringAlert, labels, fingerprint: "" }] });
    expect(again.alerts[0]?.key).toBe(alerts[0]?.key);
    expect(alerts[0]?.key).toMatch(/^[\da-f]{16}@2026-11-20T09:00:00.123Z$/);
  });

  test("whose group key is 0 goes by its labels, so that groups do not fall together", () => {
    const [one, same, other] = [
      { ...aFiringGroup, groupKey: 0 },
      { ...aFiringGroup, groupKey: 0, alerts: [aSecondAlert] },
      { ...aFiringGroup, groupKey: 0, groupLabels: { alertname: "DiskFull" } },
    ].map((group) => read(group).externalId);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
  });

  test("says the status of alerts that do not say their own", () => {
    const { status: _, ...unsaid } = aFiringAlert;
    expect(read({ ...aFiringGroup, status: "resolved", alerts: [unsaid] }).alerts.map(alertOf)[0]?.status.value).toBe(
      "resolved",
    );
  });

  test("may be a single alert, as Prometheus hands it to Alertmanager", () => {
    const { status: _, fingerprint: __, ...bare } = aFiringAlert;
    const { alerts, externalId } = read(bare);
    expect([alerts.length, externalId]).toEqual([1, expect.stringMatching(/^labels:[\da-f]{32}$/)]);
  });

  test("names its alerts where they have no name in common", () => {
    const alerts = ["C", "A", "B", "D"].map((alertname) => ({ ...withLabels({ alertname }), fingerprint: alertname }));
    const group = { ...aFiringGroup, groupLabels: {}, commonLabels: {}, alerts };
    expect(factsOf(read(group).layers).title).toBe("A, B, C, 1 more");
  });
});

describe("Grafana's notification", () => {
  test("is read with what it adds", () => {
    const { layers, alerts } = read(aGrafanaGroup);
    expect(factsOf(layers)).toMatchObject({
      title: "High CPU (Servers)",
      description: "CPU above 90 % on web-1",
      portalUrl: "https://grafana.contoso.example/",
    });
    expect(alerts.map(alertOf)).toMatchObject([
      {
        key: "cccc000011112222@2026-11-20T09:00:00.000Z",
        title: "High CPU: CPU above 90 % on web-1",
        description: "CPU above 90 % on web-1\nValues: B = 91.5, C = 1",
        severity: { value: "high", foreign: "P2" },
        serviceSource: "grafana",
        url: "https://grafana.contoso.example/d/abc?viewPanel=2",
        evidence: [{ type: "device", name: "web-1" }],
      },
    ]);
  });

  test("of its legacy alerting is refused in words that help", () => {
    expect(alertmanager.normalise({ ruleId: 1, ruleName: "x", state: "alerting" }, contextOf({}))).toMatchObject({
      ok: false,
      problem: { path: "alerts", problem: expect.stringContaining("unified alerting") },
    });
  });
});

describe("the severity", () => {
  test.each([
    [{ severity: "Critical" }, "critical"],
    [{ severity: "critic" }, "critical"],
    [{ severity: "major" }, "high"],
    [{ severity: "warning" }, "medium"],
    [{ severity: "info" }, "informational"],
    [{ severity: "none" }, "informational"],
    [{ priority: "P1" }, "critical"],
    [{ priority: 3 }, "medium"],
    [{ severity: "sev-2" }, "high"],
    [{ severity: "team-red", priority: "high" }, "high"],
    [{ severity: "team-red" }, "unknown"],
    [{}, "unknown"],
  ])("of %j is %s", (labels, severity) => {
    expect(alertRead(withLabels(labels)).severity.value).toBe(severity);
  });

  test("may be said in words of one's own, under labels of one's own", () => {
    const settings = { severityLabels: ["impact"], severities: { "Team Red": "critical", warning: "low" } };
    expect(alertRead(withLabels({ impact: "team_red" }), settings).severity).toEqual({
      value: "critical",
      foreign: "team_red",
    });
    expect(alertRead(withLabels({ impact: "warning", severity: "high" }), settings).severity.value).toBe("low");
  });
});

describe("the machine", () => {
  test.each([
    ["10.0.0.7:9100", { type: "device", name: "10.0.0.7", ips: ["10.0.0.7"], domain: null }],
    ["[2001:db8::7]:9100", { type: "device", name: "2001:db8::7", ips: ["2001:db8::7"] }],
    ["2001:db8::7", { type: "device", name: "2001:db8::7", ips: ["2001:db8::7"] }],
    ["DB-1", { type: "device", key: "db-1", name: "DB-1", ips: [] }],
    ["https://shop.contoso.example/", { type: "url", name: "https://shop.contoso.example/" }],
  ])("at %s is found", (instance, expected) => {
    expect(alertRead(withLabels({ instance })).evidence).toMatchObject([expected]);
  });

  test("is in the group that a label names, where the settings say which", () => {
    const alert = withLabels({ machine: "db-1", team: "Databases" });
    const settings = { deviceLabels: ["machine"], deviceGroupLabel: "team" };
    expect(alertRead(alert, settings).evidence).toMatchObject([{ name: "db-1", sourceGroup: "Databases" }]);
  });
});

describe("over time", () => {
  const story = [aFiringGroup, aFiringGroup, aMixedGroup, aResolvedGroup].map((group) => read(group));

  test("a group is resolved in the end, in whatever order, and however often, its notifications come", () => {
    const ends = [story, story.toReversed(), [...story, ...story.toReversed()]].map((order) => takePayloads(order));
    for (const end of ends) expect(end).toEqual(ends[0]);
    expect(incidentFactsOf(ends[0]?.layers ?? [], []).status.value).toBe("resolved");
    expect(ends[0]?.alerts.map((alert) => alertOf(alert).status.value)).toEqual(["resolved", "resolved"]);
  });

  test("an alert that fires again is another one, and its group fires", () => {
    const end = takePayloads([...story, read(aGroupFiringAgain)]);
    expect(incidentFactsOf(end?.layers ?? [], []).status.value).toBe("active");
    expect(end?.alerts).toHaveLength(3);
  });
});

describe("the settings", () => {
  test("may gather by labels of one's choice, and say how long", () => {
    const settings = { groupBy: ["env", "cluster"], idleHours: 2 };
    expect(read(aFiringGroup, settings)).toMatchObject({ externalId: "labels:prod/", grouping: { idleMs: 7_200_000 } });
    expect(read({ ...aFiringGroup, groupKey: "other" }, settings).externalId).toBe("labels:prod/");
    const strange = { ...aFiringGroup, groupLabels: { env: "a/b%" } };
    expect(read(strange, settings).externalId).toBe("labels:a%2fb%25/");
  });

  test("fall back to their defaults where what is stored does not fit", () => {
    expect(read(aFiringGroup, { idleHours: "long" })).toEqual(read(aFiringGroup));
  });

  test.each([{ idleHours: 0 }, { severities: { x: "grave" } }, { groupBy: [""] }, { nonsense: true }])(
    "refuse %j",
    (settings) => {
      expect(alertmanager.settings.safeParse(settings).success).toBe(false);
    },
  );
});

test.each([
  ["no object", "x", { path: "", problem: "is not an object" }],
  [
    "no notification",
    { a: 1 },
    { path: "alerts", problem: "is missing: this is no notification of Alertmanager or Grafana" },
  ],
  ["an entry that is no alert", { alerts: ["x"] }, { path: "alerts.0", problem: "is not an object" }],
  [
    "no alert at all",
    { alerts: [], status: "firing" },
    { path: "alerts", problem: "is missing: a group has alerts, or at least a groupKey" },
  ],
])("what cannot be read says why: %s", (_name, payload, problem) => {
  expect(alertmanager.normalise(payload, contextOf({}))).toEqual({ ok: false, problem });
});

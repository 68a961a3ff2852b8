import { describe, expect, test } from "vitest";
import type { Severity } from "../../kernel/index.ts";
import { testDigest } from "../../testing/index.ts";
import type { IncomingIncident, Status } from "../incident.ts";
import { factsOf } from "../layers.ts";
import type { NormaliseContext } from "../source-kind.ts";
import { generic } from "./generic.ts";

const context: NormaliseContext = { sourceId: "source-1", tenantId: "", settings: {}, digest: testDigest };

const read = (payload: unknown): IncomingIncident => {
  const result = generic.normalise(payload, context);
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const full = {
  externalId: "x-1",
  title: "Ransomware on srv-1",
  description: "Files are being encrypted.",
  severity: "high",
  status: "active",
  createdAt: "2026-11-20T08:00:00Z",
  updatedAt: "2026-11-20T09:00:00.1234567Z",
  url: "https://siem.contoso.example/incidents/1",
  categories: ["Malware"],
  tags: ["plant-7"],
  alerts: [
    {
      externalId: "a-1",
      title: "Many files renamed",
      severity: "critical",
      status: "new",
      category: "Impact",
      techniques: ["T1486"],
      serviceSource: "edr",
      detectionSource: "behaviour",
      createdAt: "2026-11-20T07:59:00Z",
      evidence: [
        { type: "device", name: "SRV-1", group: "Servers", os: "Linux", domain: "contoso.example", tags: ["pci"] },
        { type: "user", name: "A@contoso.example" },
        { type: "ip", value: "192.0.2.7" },
        { type: "url", value: "https://Evil.example/Path" },
      ],
    },
  ],
};

test("every field of the documented body has its place", () => {
  const updatedAt = Date.parse("2026-11-20T09:00:00Z") + 123.457;
  const { externalId, authority, layers, alerts } = read(full);
  expect({ externalId, authority }).toEqual({ externalId: "x-1", authority: "source:source-1" });
  expect(layers.map(({ version }) => version.at)).toEqual([updatedAt]);
  expect(factsOf(layers)).toEqual({
    title: "Ransomware on srv-1",
    description: "Files are being encrypted.",
    severity: { value: "high", foreign: "high" },
    status: { value: "active", foreign: "active" },
    createdAt: Date.parse("2026-11-20T08:00:00Z"),
    updatedAt,
    portalUrl: "https://siem.contoso.example/incidents/1",
    categories: ["Malware"],
    tags: ["plant-7"],
  });
  expect(alerts.map(({ key, layers }) => ({ key, at: layers[0]?.version.at, facts: factsOf(layers) }))).toEqual([
    {
      key: "a-1",
      at: updatedAt,
      facts: {
        title: "Many files renamed",
        severity: { value: "critical", foreign: "critical" },
        status: { value: "active", foreign: "new" },
        categories: ["Impact"],
        techniques: ["T1486"],
        serviceSource: "edr",
        detectionSource: "behaviour",
        createdAt: Date.parse("2026-11-20T07:59:00Z"),
      },
    },
  ]);
  expect(alerts[0]?.evidence.map(({ type, key, layers }) => ({ type, key, facts: factsOf(layers) }))).toEqual([
    {
      type: "device",
      key: "srv-1",
      facts: { name: "SRV-1", sourceGroup: "Servers", os: "Linux", domain: "contoso.example", tags: ["pci"] },
    },
    { type: "user", key: "a@contoso.example", facts: { name: "A@contoso.example" } },
    { type: "ip", key: "192.0.2.7", facts: { name: "192.0.2.7" } },
    { type: "url", key: "https://Evil.example/Path", facts: { name: "https://Evil.example/Path" } },
  ]);
});

test("a title alone is an incident, of which nothing else is said", () => {
  const { layers, alerts } = read({ title: "Door open" });
  expect(layers.map(({ facts, version }) => ({ facts, at: version.at }))).toEqual([
    { facts: { title: "Door open" }, at: 0 },
  ]);
  expect(alerts).toEqual([]);
});

describe("identity", () => {
  test("the order of keys does not make another incident", () => {
    expect(read({ title: "x", severity: "low" }).externalId).toBe(read({ severity: "low", title: "x" }).externalId);
  });

  test.each([
    ["no external id", {}],
    ["an empty external id", { externalId: "" }],
    ["a template without its value", { externalId: "<finding_uid>" }],
  ])("%s leaves the content to tell incidents apart", (_case, id) => {
    const [one, same, other] = ["x", "x", "y"].map((title) => read({ ...id, title }).externalId);
    expect(one).toMatch(/^[0-9a-f]{32,}$/);
    expect([one === same, one === other]).toEqual([true, false]);
  });

  test("a number is an external id", () => {
    expect(read({ title: "x", externalId: 7 }).externalId).toBe("7");
  });

  test("alerts without an id are told apart by their content", () => {
    const keys = read({ title: "x", alerts: [{ title: "a" }, { title: "b" }, { title: "a" }] }).alerts.map(
      ({ key }) => key,
    );
    expect(new Set(keys).size).toBe(2);
    expect(keys).toHaveLength(2);
  });
});

describe("tolerance", () => {
  test("one alert and one piece of evidence need no list", () => {
    const { alerts } = read({ title: "x", alerts: { title: "a", evidence: { type: "host", name: "srv-1" } } });
    expect(alerts.map(({ evidence }) => evidence.map(({ type, key }) => [type, key]))).toEqual([[["device", "srv-1"]]]);
  });

  test("an alert that gives no severity has that of its incident", () => {
    const { alerts } = read({ title: "x", severity: "high", alerts: [{ title: "a" }] });
    expect(factsOf(alerts[0]?.layers ?? [])).toEqual({ title: "a", severity: { value: "high", foreign: "high" } });
  });

  test("an unknown type of evidence is kept as text", () => {
    const { alerts } = read({
      title: "x",
      alerts: [{ evidence: [{ type: "Badge", value: "4711" }, "loose text", {}] }],
    });
    expect(alerts[0]?.evidence.map(({ type, key, layers }) => ({ type, key, facts: factsOf(layers) }))).toEqual([
      { type: "other", key: "4711", facts: { name: "4711", details: { type: "Badge" } } },
      { type: "other", key: "loose text", facts: { name: "loose text" } },
    ]);
  });

  test("a device that is named twice in an alert is one, and keeps what either mention knows", () => {
    const evidence = [
      { type: "device", name: "srv-1", group: "Servers", tags: [] },
      { type: "device", name: "SRV-1", group: null, tags: ["pci"] },
    ];
    const { alerts } = read({ title: "x", alerts: [{ evidence }] });
    expect(alerts[0]?.evidence.map(({ key, layers }) => ({ key, facts: factsOf(layers) }))).toEqual([
      { key: "srv-1", facts: { name: "srv-1", sourceGroup: "Servers", tags: ["pci"] } },
    ]);
  });

  test.each<[unknown, Severity]>([
    ["Critical", "critical"],
    ["fatal", "critical"],
    ["HIGH", "high"],
    ["major", "high"],
    ["warning", "medium"],
    ["moderate", "medium"],
    ["low", "low"],
    ["info", "informational"],
    ["banana", "unknown"],
    [5, "unknown"],
  ])("severity %j is %s, with the sender's word beside it", (severity, value) => {
    expect(factsOf(read({ title: "x", severity }).layers).severity).toEqual({ value, foreign: String(severity) });
  });

  test.each<[string, Status]>([
    ["new", "active"],
    ["open", "active"],
    ["in_progress", "inProgress"],
    ["Acknowledged", "inProgress"],
    ["closed", "resolved"],
    ["Resolved", "resolved"],
    ["awaitingAction", "awaitingAction"],
    ["parked", "active"],
  ])("status %s is %s, with the sender's word beside it", (status, value) => {
    expect(factsOf(read({ title: "x", status }).layers).status).toEqual({ value, foreign: status });
  });
});

describe("envelopes", () => {
  test.each<[string, unknown, readonly unknown[] | null]>([
    ["a page of values is opened", { value: [{ title: "x" }] }, [{ title: "x" }]],
    ["a list of incidents is opened", { incidents: [{ title: "x" }] }, [{ title: "x" }]],
    ["an empty page holds nothing", { value: [] }, []],
    ["an incident is no envelope, whatever else it has", { title: "x", value: [1] }, null],
    ["a bare list is no envelope", [{ title: "x" }], null],
    ["a text is no envelope", "x", null],
  ])("%s", (_guarantee, body, documents) => {
    expect(generic.open(body)).toEqual(documents);
  });
});

describe("faults", () => {
  test.each([
    ["a text is no incident", "x", { path: "", problem: "is not an object" }],
    ["a list is no incident", [{ title: "x" }], { path: "", problem: "is not an object" }],
    [
      "a title is required",
      { severity: "high" },
      { path: "title", problem: "is missing: an incident needs at least a title" },
    ],
    ["a title is text", { title: { text: "x" } }, { path: "title", problem: "is not a text" }],
    [
      "an alert is an object",
      { title: "x", alerts: [{}, null, "a"] },
      { path: "alerts.2", problem: "is not an object" },
    ],
    ["alerts are a list", { title: "x", alerts: "many" }, { path: "alerts", problem: "is not an object" }],
  ])("%s", (_guarantee, payload, problem) => {
    expect(generic.normalise(payload, context)).toEqual({ ok: false, problem });
  });
});

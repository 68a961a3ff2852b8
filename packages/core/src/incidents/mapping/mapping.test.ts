import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../testing/index.ts";
import { alertOf, incidentFactsOf } from "../effective.ts";
import type { IncomingIncident } from "../incident.ts";
import { sourceKindOf } from "../sources/index.ts";
import { fieldMappingSchema, pathsInDocument, suggestMapping } from "./index.ts";

const normalise = (kind: string, payload: unknown, settings: unknown) => {
  const found = sourceKindOf(kind);
  if (!found) throw new Error(`No kind ${kind}`);
  const parsed = found.settings.parse(settings);
  return found.normalise(payload, { sourceId: "s", tenantId: "", settings: parsed, digest: testDigest });
};

const read = (payload: unknown, mapping: object, kind = "generic"): IncomingIncident => {
  const result = normalise(kind, payload, { mapping: { when: "always", ...mapping } });
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const factsOf = ({ layers, alerts }: IncomingIncident) =>
  incidentFactsOf(
    layers,
    alerts.map((alert) => alertOf(alert).severity.value),
  );

/** What a team's own script posts. */
const anAlarm = {
  ticket: 77,
  what: { headline: "Door forced", prio: "P1" },
  when: 1_763_629_200,
  at: { machine: "GATE-7", person: "jo" },
  addresses: ["10.0.0.1", "10.0.0.2"],
  labels: ["plant-7", "night"],
  page: "https://alarms.example/77",
};

const mapping = {
  incident: {
    externalId: "ticket",
    title: { text: "{what.headline} at {at.machine}" },
    severity: { from: "what.prio", values: { p1: "critical", p2: "high" }, otherwise: "low" },
    createdAt: "when",
    updatedAt: ["changed", "when"],
    url: "page",
    tags: "labels",
    categories: { constant: "Intrusion" },
  },
  evidence: [
    { type: "device", name: "at.machine", group: { constant: "Gates" } },
    { type: "user", name: "at.person" },
    { type: "ip", name: "addresses[]" },
  ],
};

describe("a mapping", () => {
  test("makes an incident with one alert of a document in its sender's own words", () => {
    const incident = read(anAlarm, mapping);
    expect(incident).toMatchObject({ externalId: "77", authority: "source:s" });
    const createdAt = Date.parse("2025-11-20T09:00:00Z");
    expect(factsOf(incident)).toMatchObject({
      title: "Door forced at GATE-7",
      severity: { value: "critical", foreign: "P1" },
      createdAt,
      updatedAt: createdAt,
      portalUrl: "https://alarms.example/77",
      tags: ["plant-7", "night"],
      categories: ["Intrusion"],
    });
    expect(incident.alerts.map(alertOf)).toMatchObject([
      {
        title: "Door forced at GATE-7",
        severity: { value: "critical", foreign: "P1" },
        categories: ["Intrusion"],
        url: "https://alarms.example/77",
        evidence: [
          { type: "device", name: "GATE-7", sourceGroup: "Gates" },
          { type: "user", name: "jo" },
          { type: "ip", name: "10.0.0.1" },
          { type: "ip", name: "10.0.0.2" },
        ],
      },
    ]);
  });

  test("reads a list of alerts, each with evidence of its own and of the whole document", () => {
    const document = {
      name: "Scan",
      sensor: "IDS-1",
      hits: [
        { sig: "A", sev: 1, hosts: [{ fqdn: "srv-1", os: "Linux" }, { fqdn: "srv-2" }] },
        { sig: "B", sev: 9 },
      ],
    };
    const { alerts } = read(document, {
      incident: { title: "name" },
      alerts: {
        each: "hits[]",
        fields: { title: "sig", severity: { from: "sev", values: { 1: "high" } }, detectionSource: "$.sensor" },
        evidence: [{ type: "device", each: "hosts[]", name: "fqdn", os: "os" }],
      },
    });
    expect(alerts.map(alertOf)).toMatchObject([
      {
        title: "A",
        severity: { value: "high", foreign: "1" },
        detectionSource: "IDS-1",
        evidence: [
          { name: "srv-1", os: "Linux" },
          { name: "srv-2", os: null },
        ],
      },
      { title: "B", severity: { value: "unknown", foreign: "9" }, evidence: [] },
    ]);
  });

  test("gathers documents that agree in some fields, and ends the same in whatever order they come", () => {
    const gather = { by: ["what.headline", "at.machine"], idleHours: 2 };
    const later = { ...anAlarm, ticket: 78, when: anAlarm.when + 60, what: { ...anAlarm.what, prio: "P3" } };
    const incidents = [anAlarm, later].map((document) => read(document, { ...mapping, gather }));
    expect(incidents.map(({ externalId, grouping }) => [externalId, grouping])).toEqual([
      ["Door forced/GATE-7", { idleMs: 7_200_000 }],
      ["Door forced/GATE-7", { idleMs: 7_200_000 }],
    ]);
    const end = takePayloads(incidents);
    expect(end?.alerts.map(({ key }) => key).sort()).toEqual(["77", "78"]);
    expect(takePayloads([...incidents.toReversed(), ...incidents])).toEqual(end);
  });

  test("says which path holds nothing where a document has no title", () => {
    const result = normalise("generic", { what: {} }, { mapping: { ...mapping, when: "always" } });
    expect(result).toEqual({
      ok: false,
      problem: {
        path: "what.headline, at.machine",
        problem: "holds nothing: the mapping takes an incident’s title from there",
      },
    });
  });

  test("is asked by any other kind where the kind itself cannot read a document, and not before", () => {
    const settings = { groupBy: ["category"], mapping };
    const result = normalise("gcp-scc", anAlarm, settings);
    expect(result.ok && result.value.kind === "incident" && result.value.incident.externalId).toBe("77");
    const finding = { finding: { category: "Malware", name: "f", state: "ACTIVE" } };
    expect(normalise("gcp-scc", finding, settings)).toEqual(normalise("gcp-scc", finding, { groupBy: ["category"] }));
  });

  test.each([
    [{ incident: {} }, "incident.title"],
    [{ incident: { title: "a[" } }, "incident.title"],
    [{ incident: { title: "a", colour: "b" } }, "incident"],
    [{ incident: { title: "a" }, evidence: [{ type: "planet", name: "b" }] }, "evidence.0.type"],
    [{ incident: { title: "a" }, alerts: { each: "", fields: {} } }, "alerts.each"],
  ])("that cannot be is refused with the place of its fault: %j", (said, place) => {
    const result = fieldMappingSchema.safeParse(said);
    expect(result.error?.issues.map(({ path }) => path.join("."))).toContain(place);
  });

  test("never reads a word of the language out of a document that has none", () => {
    expect(normalise("generic", {}, { mapping: { when: "always", incident: { title: "constructor.name" } } }).ok).toBe(
      false,
    );
  });
});

describe("a document whose fields are to be mapped", () => {
  test("shows the paths to its values, with examples", () => {
    expect(
      pathsInDocument({ a: { "b.c": "x" }, list: [{ id: 1 }, { id: 2, more: true }], empty: null, on: false }),
    ).toEqual([
      { path: 'a["b.c"]', example: "x" },
      { path: "list[].id", example: "1" },
      { path: "list[].more", example: "true" },
      { path: "on", example: "false" },
    ]);
  });

  test("gets a draft of a mapping that can be used as it is", () => {
    const document = {
      id: "77",
      rule_name: "Door forced",
      severity: "high",
      timestamp: "2026-11-20T09:00:00Z",
      host: { name: "gate", hostname: "GATE-7" },
      user: "jo",
      link: "https://alarms.example/77",
      details: "By hand",
    };
    const suggestion = suggestMapping(pathsInDocument(document));
    expect(suggestion.incident).toEqual({
      title: "rule_name",
      externalId: "id",
      description: "details",
      severity: "severity",
      createdAt: "timestamp",
      updatedAt: "timestamp",
      url: "link",
    });
    const incident = read(document, fieldMappingSchema.parse(suggestion));
    expect(incident.alerts.map(alertOf)).toMatchObject([
      { evidence: [{ type: "device", name: "GATE-7" }, { name: "jo" }] },
    ]);
  });
});

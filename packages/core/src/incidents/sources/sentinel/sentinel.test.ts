import { describe, expect, test } from "vitest";
import { takePayload, takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext, SourceKind } from "../../source-kind.ts";
import { aGraphIncident } from "../graph-security/fixtures.ts";
import { graphSecurity } from "../graph-security/index.ts";
import {
  aPlaybooksBody,
  aSecurityAlertRow,
  aSecurityIncidentRow,
  aSentinelIncident,
  aSentinelTrigger,
} from "./fixtures.ts";
import { sentinel } from "./index.ts";

const tenantId = "6f1c5b1e-2d3a-4f0e-9a51-0c6f3f1f7a10";
const context: NormaliseContext = { sourceId: "source-1", tenantId, settings: {}, digest: testDigest };

const read = (payload: unknown, kind: SourceKind = sentinel): IncomingIncident => {
  const result = kind.normalise(payload, context);
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const at = (text: string, micros = 0) => Date.parse(text) + micros / 1000;

const withProperties = (properties: object) => ({
  ...aSentinelIncident,
  properties: { ...aSentinelIncident.properties, ...properties },
});

const evidenceOf = ({ alerts }: IncomingIncident) =>
  alerts.map(alertOf).flatMap(({ evidence }) => evidence.map(({ type, name }) => `${type} ${name}`));

describe("an incident", () => {
  test("is read with everything that it says of itself", () => {
    const { externalId, authority, layers } = read(aSentinelIncident);
    expect([externalId, authority]).toEqual([aSentinelIncident.id.toLowerCase(), "source:source-1"]);
    expect(factsOf(layers)).toEqual({
      title: "Sign-in from a rare country",
      description: "One account, two countries.",
      severity: { value: "high", foreign: "High" },
      status: { value: "resolved", foreign: "Closed" },
      assignedTo: "ada@contoso.example",
      classification: "truePositive",
      determination: "suspiciousActivity",
      portalUrl: "https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident/7F1C",
      tags: ["vip"],
      categories: ["InitialAccess"],
      createdAt: at("2026-03-02T08:16:00Z"),
      updatedAt: at("2026-03-02T08:21:00Z", 765_432),
    });
  });

  test("brings its alerts, with the entities that it is about", () => {
    const incident = read(aSentinelIncident);
    expect(incident.alerts.map(alertOf)).toMatchObject([
      {
        key: "baa8a239",
        title: "Rare sign-in",
        severity: { value: "medium", foreign: "Medium" },
        categories: ["InitialAccess", "Persistence"],
        techniques: ["T1078"],
        serviceSource: "Azure Sentinel",
        detectionSource: "Scheduled Alerts",
        url: "https://portal.azure.com/#alert/baa8a239",
        firstActivityAt: at("2026-03-02T08:00:00Z"),
        lastActivityAt: at("2026-03-02T08:10:00Z"),
        updatedAt: at("2026-03-02T08:15:00Z", 123_457),
      },
    ]);
    expect(evidenceOf(incident)).toEqual([
      "device fin-srv-01.contoso.example",
      "user ada@contoso.example",
      "ip 203.0.113.9",
      "url https://evil.example/a",
      "file AB12",
      "mailbox Bo@contoso.example",
      "other a mail of Bo",
    ]);
  });

  test("is the same as a playbook's trigger hands it over", () => {
    expect(read(aSentinelTrigger)).toEqual(read(aSentinelIncident));
    expect(read({ body: aSentinelTrigger })).toEqual(read(aSentinelIncident));
  });

  test("is the same under its id in other letters, and after an etag alone has changed", () => {
    const again = read({ ...aSentinelIncident, id: aSentinelIncident.id.toUpperCase(), etag: '"0301"' });
    expect(again.externalId).toBe(read(aSentinelIncident).externalId);
    const first = takePayload(null, read(aSentinelIncident)).stored;
    expect(takePayload(first, read({ ...aSentinelIncident, etag: '"0301"' })).merged.news).toBe("unchanged");
  });

  test("whose owner is the text null belongs to nobody", () => {
    const owner = { objectId: "null", email: "null", assignedTo: "null", userPrincipalName: "null" };
    expect(factsOf(read(withProperties({ owner })).layers)).toMatchObject({ assignedTo: null });
  });

  test("may be a row of the table of incidents, whose tenant is but a workspace", () => {
    const { externalId, authority, layers } = read(aSecurityIncidentRow);
    expect([externalId, authority]).toEqual(["9001", `microsoft-xdr:${tenantId}`]);
    expect(factsOf(layers)).toMatchObject({
      title: "Sign-in from a rare country",
      assignedTo: "ada@contoso.example",
      tags: ["vip"],
      categories: ["InitialAccess"],
      updatedAt: at("2026-03-02T08:21:00Z"),
    });
  });

  test("may be the body of a playbook of one's own", () => {
    const incident = read(aPlaybooksBody);
    expect([incident.externalId, factsOf(incident.layers)]).toEqual([
      "INC-1",
      { title: "Impossible travel", severity: { value: "high", foreign: "High" } },
    ]);
    expect(evidenceOf(incident)).toEqual(["user ada@contoso.example", "device WS-1", "ip 203.0.113.9"]);
  });
});

describe("an incident of Defender XDR that Sentinel hands on", () => {
  const xdr = {
    title: aGraphIncident.displayName,
    severity: "High",
    status: "Active",
    classification: "TruePositive",
    classificationReason: "SuspiciousActivity",
    owner: { userPrincipalName: "soc@contoso.example" },
    providerName: "Microsoft XDR",
    providerIncidentId: "9001",
    lastModifiedTimeUtc: "2026-03-02T08:21:00.7654321Z",
    alerts: [],
    relatedEntities: [],
  };

  test("is the one that its own doors tell of, and says nothing new", () => {
    const orders = [
      [read(aGraphIncident, graphSecurity), read(withProperties(xdr))],
      [read(withProperties(xdr)), read(aGraphIncident, graphSecurity)],
    ] as const;
    for (const [one, two] of orders) expect([two.authority, two.externalId]).toEqual([one.authority, one.externalId]);
    const [graphFirst] = orders;
    const known = takePayload(null, graphFirst[0]).stored;
    expect(["unchanged", "stale"]).toContain(takePayload(known, graphFirst[1]).merged.news);
    expect(takePayloads(orders[0])).toEqual(takePayloads(orders[1]));
  });

  test("is in progress where Sentinel calls it active, and active where it is new there", () => {
    const statusOf = (status: string) => factsOf(read(withProperties({ ...xdr, status })).layers).status?.value;
    expect(["New", "Active", "Closed"].map(statusOf)).toEqual(["active", "inProgress", "resolved"]);
  });

  test("has the alerts that its own doors tell of", () => {
    const { alerts } = read(withProperties({ ...xdr, alerts: aSentinelIncident.properties.alerts }));
    expect(alerts.map(({ key }) => key)).toEqual(["da1000_1"]);
  });
});

test("a row of the table of alerts is an incident of its own, with the entities in its text", () => {
  const incident = read(aSecurityAlertRow);
  expect([incident.externalId, incident.authority]).toEqual(["alert-c0ffee", "source:source-1"]);
  expect(factsOf(incident.layers)).toMatchObject({
    title: "Registry persistence",
    severity: { value: "low", foreign: "Low" },
    updatedAt: at("2026-03-02T08:15:00Z"),
  });
  expect(incident.alerts.map(alertOf)).toMatchObject([
    { key: "c0ffee", categories: ["Persistence", "Execution"], techniques: ["T1547"] },
  ]);
  expect(evidenceOf(incident)).toEqual([
    "device WS-1",
    "file c:\\windows\\reg.exe",
    "process reg.exe",
    "user CONTOSO\\ada",
  ]);
});

test.each([
  ["no object", 7, { path: "", problem: "is not an object" }],
  [
    "nothing of Sentinel's",
    { a: 1 },
    { path: "properties.title", problem: "is missing: this is no incident of Sentinel" },
  ],
  ["a title alone", { title: "x" }, { path: "id", problem: "is missing: an incident has an id, or at least a number" }],
  ["an entry that is no alert", withProperties({ alerts: [7] }), { path: "alerts.0", problem: "is not an object" }],
])("what cannot be read says why: %s", (_name, payload, problem) => {
  expect(sentinel.normalise(payload, context)).toEqual({ ok: false, problem });
});

test("a page of the API is opened, and an incident is none", () => {
  expect(sentinel.open({ value: [aSentinelIncident], nextLink: "…" })).toEqual([aSentinelIncident]);
  expect(sentinel.open(aSentinelIncident)).toBeNull();
  expect(sentinel.open(aSentinelTrigger)).toBeNull();
});

test("an incident as Microsoft's library for Python writes it is the same incident", () => {
  const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const asPython = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(asPython);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [snake(key), asPython(inner)]));
  };
  const [theirs, ours] = [read(asPython(aSentinelIncident)), read(aSentinelIncident)];
  expect([theirs.externalId, factsOf(theirs.layers)]).toEqual([ours.externalId, factsOf(ours.layers)]);
});

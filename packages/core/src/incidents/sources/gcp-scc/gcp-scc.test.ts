import { expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { aPush, aThreat } from "./fixtures.ts";
import { gcpScc } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const read = (payload: unknown, settings: unknown = {}): IncomingIncident => {
  const result = gcpScc.normalise(payload, contextOf(settings));
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const alertRead = (payload: unknown) => {
  const [alert] = read(payload).alerts;
  if (!alert) throw new Error("There is no alert");
  return alertOf(alert);
};

const withFinding = (finding: object) => ({ ...aThreat, finding: { ...aThreat.finding, ...finding } });
const updatedAt = Date.parse("2026-11-20T09:30:00.123Z");

test("a finding joins the incident of its category and resource", () => {
  const { alerts, layers, ...incident } = read(aThreat);
  expect(alerts).toHaveLength(1);
  expect(incident).toEqual({
    externalId: "Malware: Bad IP/%2f%2fcompute.googleapis.com%2fprojects%2fshop%2fzones%2fz%2finstances%2fweb-1",
    authority: "source:source-1",
    grouping: { idleMs: 86_400_000 },
  });
  expect(factsOf(layers)).toEqual({
    title: "Malware: Bad IP",
    portalUrl: "https://console.cloud.google.com/security/f1",
    tags: ["Shop", "team=red"],
    updatedAt,
  });
});

test("a finding is read with its machine and all that it names", () => {
  const { evidence, ...facts } = alertRead(aThreat);
  expect(facts).toEqual({
    key: "organizations/1/sources/2/findings/f1",
    title: "Malware: Bad IP",
    description: "It talks to 203.0.113.9.",
    severity: { value: "high", foreign: "HIGH" },
    status: { value: "active", foreign: "ACTIVE" },
    categories: ["THREAT", "COMMAND_AND_CONTROL"],
    techniques: ["DYNAMIC_RESOLUTION"],
    serviceSource: "securityCommandCenter",
    detectionSource: "Event Threat Detection",
    assignedTo: null,
    classification: null,
    determination: null,
    recommendedActions: "Isolate it.",
    url: "https://console.cloud.google.com/security/f1",
    createdAt: Date.parse("2026-11-20T09:31:00Z"),
    updatedAt,
    firstActivityAt: null,
    lastActivityAt: updatedAt,
    resolvedAt: null,
  });
  expect(evidence.map(({ type, key }) => `${type} ${key}`)).toEqual([
    "device web-1",
    "user ada@contoso.example",
    "ip 198.51.100.1",
    "ip 10.0.0.7",
    "ip 203.0.113.9",
    "url bad.example",
    "process /tmp/miner",
    "file /tmp/coin",
    "other CVE-2026-0001",
  ]);
});

test("a notification is found in a push of Pub/Sub, and the finding by itself is one too", () => {
  expect(alertRead(aPush)).toMatchObject({
    key: "organizations/1/sources/2/findings/f2",
    title: "Persistence: Zürich",
    severity: { value: "low" },
  });
  const event = { specversion: "1.0", data: aPush };
  expect(read(event)).toEqual(read(aPush));
  expect(alertRead(aThreat.finding).key).toBe("organizations/1/sources/2/findings/f1");
});

test("an inactive finding is resolved, in whatever order and however often it is said", () => {
  const inactive = withFinding({ state: "INACTIVE", eventTime: "2026-11-21T09:00:00Z" });
  const incidents = [read(aThreat), read(inactive)];
  const end = takePayloads(incidents);
  expect(end?.alerts.map(alertOf)).toMatchObject([
    { status: { value: "resolved" }, resolvedAt: Date.parse("2026-11-21T09:00:00Z") },
  ]);
  expect(takePayloads([...incidents.toReversed(), ...incidents])).toEqual(end);
});

test.each([
  [{ severity: "CRITICAL" }, "critical"],
  [{ severity: 1 }, "critical"],
  [{ severity: 4 }, "low"],
  [{ severity: "SEVERITY_UNSPECIFIED", sourceProperties: { detectionPriority: "HIGH" } }, "high"],
  [{ severity: null, sourceProperties: { SeverityLevel: "Low" } }, "low"],
  [{ severity: null }, "unknown"],
])("the severity of %j is %s", (said, ours) => {
  expect(alertRead(withFinding(said)).severity.value).toBe(ours);
});

test("findings may be gathered by other facts", () => {
  expect(read(aThreat, { groupBy: ["project", "category"] }).externalId).toBe("Shop/Malware: Bad IP");
  expect(gcpScc.settings.safeParse({ groupBy: ["x"] }).success).toBe(false);
});

test("a muted finding is ignored, with the reason", () => {
  expect(gcpScc.normalise(withFinding({ mute: "MUTED" }), contextOf({}))).toEqual({
    ok: true,
    value: { kind: "ignored", externalId: null, reason: "It is muted in Security Command Center" },
  });
});

test.each([
  [7, { path: "", problem: "is not an object" }],
  [{ asset: {} }, { path: "finding", problem: "is missing: this is no notification of SCC" }],
  [{ message: { data: "%%" } }, { path: "data", problem: "is neither an object nor the JSON of one in base64" }],
  [{ message: { data: "gICA" } }, { path: "data", problem: "is neither an object nor the JSON of one in base64" }],
])("what cannot be read says why: %j", (payload, problem) => {
  expect(gcpScc.normalise(payload, contextOf({}))).toEqual({ ok: false, problem });
});

test("lists of the API and of a pull are opened", () => {
  expect(gcpScc.open({ listFindingsResults: [aThreat] })).toEqual([aThreat]);
  expect(gcpScc.open({ receivedMessages: [aPush] })).toEqual([aPush]);
  expect(gcpScc.open(aThreat)).toBeNull();
});

test("a machine goes by the name that it is shown under, where its full name has only its number", () => {
  const resourceName = "//compute.googleapis.com/projects/shop/zones/z/instances/4711";
  const resource = { name: resourceName, displayName: "web-1" };
  const devicesOf = (payload: object) => alertRead(payload).evidence.filter(({ type }) => type === "device");
  expect(devicesOf({ ...withFinding({ resourceName }), resource })).toMatchObject([{ name: "web-1", key: "web-1" }]);
  expect(devicesOf({ ...withFinding({ resourceName }), resource: null })).toMatchObject([{ name: "4711" }]);
});

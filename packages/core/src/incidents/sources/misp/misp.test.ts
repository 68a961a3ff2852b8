import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { aMispEvent, anAttributeMessage } from "./fixtures.ts";
import { misp } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const normalised = (payload: unknown, settings: unknown = {}) => {
  const result = misp.normalise(payload, contextOf(settings));
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

const changed = (fields: Readonly<Record<string, unknown>>) => ({ Event: { ...aMispEvent.Event, ...fields } });

const uuid = aMispEvent.Event.uuid;
const at = 1795165200000;

describe("an event", () => {
  test("is an incident with its uuid", () => {
    const { alerts, layers, ...incident } = read(aMispEvent, { url: "https://misp.contoso.example/" });
    expect(alerts).toHaveLength(1);
    expect(incident).toEqual({ externalId: uuid, authority: "source:source-1" });
    expect(layers).toEqual([
      {
        version: { at, hash: expect.stringMatching(/^[\da-f]{16}$/) },
        facts: {
          title: "Loader sent with invoices",
          description: "Seen at two sites",
          severity: { value: "high", foreign: "1" },
          status: { value: "active", foreign: "0" },
          createdAt: Date.parse("2026-11-19T00:00:00Z"),
          updatedAt: at,
          portalUrl: `https://misp.contoso.example/events/view/${uuid}`,
          tags: ["tlp:amber", 'misp-galaxy:mitre-attack-pattern="Spearphishing Attachment - T1566.001"'],
        },
      },
    ]);
  });

  test("has one alert with the techniques, and the attributes that point at something as evidence", () => {
    const { evidence, ...alert } = alertRead(aMispEvent);
    expect(alert).toMatchObject({
      key: uuid,
      categories: [
        "Execution",
        "Initial Access",
        "Network activity",
        "Payload delivery",
        "Targeting data",
        "External analysis",
        "Other",
        "Support Tool",
      ],
      techniques: ["T1566.001", "T1059.001"],
      serviceSource: "misp",
      detectionSource: "CONTOSO-CERT",
      url: null,
    });
    expect(evidence.map(({ type, key, name, details }) => [type, key, name, details])).toEqual([
      ["ip", "203.0.113.9", "203.0.113.9", {}],
      ["other", "bad.example", "bad.example", { type: "domain", ip: "203.0.113.10" }],
      ["ip", "203.0.113.10", "203.0.113.10", {}],
      ["file", "invoice.exe", "invoice.exe", { sha256: "c".repeat(64) }],
      ["file", "d".repeat(32), "d".repeat(32), { md5: "d".repeat(32) }],
      ["mailbox", "boss@bad.example", "Boss@bad.example", {}],
      ["mailMessage", "Your invoice", "Your invoice", {}],
      ["device", "srv-1", "SRV-1", {}],
      ["user", "jo", "jo", {}],
      ["file", "picture.png", "picture.png", {}],
      ["url", "http://bad.example/y", "http://bad.example/y", {}],
      ["file", "stage2.dll", "stage2.dll", { sha256: "e".repeat(64) }],
    ]);
  });

  test("with a later timestamp is an update, in whatever order they come", () => {
    const later = changed({ timestamp: "1795168800", analysis: 2, threat_level_id: 2 });
    const [one, two] = [
      [aMispEvent, later, aMispEvent],
      [later, aMispEvent],
    ].map((payloads) => takePayloads(payloads.map((payload) => read(payload))));
    expect(one).toEqual(two);
    expect(factsOf(one?.layers ?? [])).toMatchObject({
      severity: { value: "medium" },
      status: { value: "resolved", foreign: "2" },
    });
  });

  test("that is published is as new as its publication, though it was changed before", () => {
    const published = changed({ published: true, publish_timestamp: "1795169000" });
    expect(read(published).layers[0]).toMatchObject({ version: { at: 1795169000000 }, facts: { updatedAt: at } });
  });

  test("names a sample by its file name, with its MD5", () => {
    const Attribute = [{ type: "malware-sample", value: `a.exe|${"f".repeat(32)}`, data: "UEsDBA==" }];
    const { evidence } = alertRead({ Event: { uuid, info: "A sample", Attribute } });
    expect(evidence).toMatchObject([{ type: "file", key: "a.exe", name: "a.exe", details: { md5: "f".repeat(32) } }]);
  });

  test("is the same without its wrapping, in an answer of the API, and in a workflow's data", () => {
    for (const body of [
      aMispEvent.Event,
      { response: aMispEvent },
      { data: aMispEvent },
      { ...aMispEvent, action: "edit" },
    ]) {
      expect(read(body)).toEqual(read(aMispEvent));
    }
  });
});

test.each([
  [1, "high"],
  ["2", "medium"],
  ["3", "low"],
  ["4", "unknown"],
  ["Low", "low"],
])("threat level %s is %s", (threat_level_id, value) => {
  expect(alertRead(changed({ threat_level_id })).severity).toEqual({ value, foreign: String(threat_level_id) });
});

test.each([
  [0, "active"],
  ["1", "inProgress"],
  ["2", "resolved"],
])("analysis %s is %s", (analysis, value) => {
  expect(alertRead(changed({ analysis })).status).toEqual({ value, foreign: String(analysis) });
});

describe("ignored, with the reason, is", () => {
  test.each<[unknown, unknown, string]>([
    [anAttributeMessage, {}, "It is an attribute by itself, and no event"],
    [{ Sighting: { id: "1" } }, {}, "It is a sighting by itself, and no event"],
    [
      { status: "And when you're dead I will be still alive.", uptime: 3 },
      {},
      "It is a sign of life by itself, and no event",
    ],
    [{ ...aMispEvent, action: "delete" }, {}, "The event was deleted"],
    [aMispEvent, { unpublished: false }, "The event is not published, and this source takes published ones only"],
  ])("%j", (payload, settings, reason) => {
    expect(normalised(payload, settings)).toMatchObject({ kind: "ignored", reason });
  });

  test("no published event", () => {
    for (const published of [true, "1"]) {
      expect(normalised(changed({ published }), { unpublished: false }).kind).toBe("incident");
    }
  });
});

test.each([{}, { Event: {} }, { Event: "x" }, { title: "x" }])("%j is refused", (payload) => {
  expect(misp.normalise(payload, contextOf({}))).toMatchObject({ ok: false, problem: { path: "Event" } });
});

test.each([{ url: "javascript:alert(1)" }, { url: "misp" }, { unpublished: "no" }])(
  "the setting %j is refused",
  (settings) => {
    expect(misp.settings.safeParse(settings).success).toBe(false);
  },
);

test("the answer of a search is opened", () => {
  expect(misp.open({ response: [aMispEvent] })).toEqual([aMispEvent]);
  expect(misp.open(aMispEvent)).toBeNull();
});

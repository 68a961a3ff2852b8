import { describe, expect, test } from "vitest";
import { takePayload, takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf, incidentFactsOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { aGraphIncident, anAlertV2 } from "../graph-security/fixtures.ts";
import { graphSecurity } from "../graph-security/index.ts";
import { aDefenderAlert, aDefenderIncident, everyEntity } from "./fixtures.ts";
import { defenderXdr } from "./index.ts";

const tenantId = "6f1c5b1e-2d3a-4f0e-9a51-0c6f3f1f7a10";
const context: NormaliseContext = { sourceId: "source-1", tenantId, settings: {}, digest: testDigest };

const read = (payload: unknown, kind = defenderXdr): IncomingIncident => {
  const result = kind.normalise(payload, context);
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const at = (text: string, micros = 0) => Date.parse(text) + micros / 1000;

const evidenceRead = (entities: unknown) =>
  read({ ...aDefenderIncident, alerts: [{ ...aDefenderAlert, devices: [], entities }] }).alerts[0]?.evidence.map(
    ({ type, key, layers }) => [type, key, factsOf(layers).name],
  );

describe("an incident", () => {
  test("is read with everything that it says of itself", () => {
    const { externalId, authority, layers } = read(aDefenderIncident);
    expect({ externalId, authority }).toEqual({ externalId: "9001", authority: `microsoft-xdr:${tenantId}` });
    expect(layers.map(({ version }) => version.at)).toEqual([at("2026-03-02T08:21:00Z", 765_432)]);
    expect(factsOf(layers)).toEqual({
      title: "Execution incident on one endpoint",
      severity: { value: "high", foreign: "High" },
      status: { value: "inProgress", foreign: "InProgress" },
      assignedTo: "soc@contoso.example",
      classification: "truePositive",
      determination: "malware",
      portalUrl: `https://security.microsoft.com/incidents/9001?tid=${tenantId}`,
      tags: ["Finance", "Ransomware"],
      createdAt: at("2026-03-02T08:16:01.250Z"),
      updatedAt: at("2026-03-02T08:21:00Z", 765_432),
      redirectTo: null,
    });
  });

  test("brings its alerts with their devices, the processes on them and the people who ran them", () => {
    const [alert] = read(aDefenderIncident).alerts;
    const { evidence, ...facts } = alertOf(alert as NonNullable<typeof alert>);
    expect(facts).toEqual({
      key: "da1000_1",
      title: "Encoded PowerShell started by Word",
      description: "A document started a script.",
      severity: { value: "high", foreign: "High" },
      status: { value: "active", foreign: "New" },
      categories: ["Execution"],
      techniques: ["T1059.001", "T1566.001"],
      serviceSource: "MicrosoftDefenderForEndpoint",
      detectionSource: "WindowsDefenderAv",
      assignedTo: null,
      classification: null,
      determination: null,
      recommendedActions: null,
      url: null,
      createdAt: at("2026-03-02T08:16:00.500Z"),
      updatedAt: at("2026-03-02T08:20:00Z", 123_457),
      firstActivityAt: at("2026-03-02T08:14:59Z"),
      lastActivityAt: at("2026-03-02T08:15:30Z"),
      resolvedAt: null,
    });
    expect(evidence.map(({ type, name }) => [type, name])).toEqual([
      ["device", "fin-srv-01.corp.contoso.example"],
      ["user", "CORP\\b.jansen"],
      ["process", "powershell.exe"],
      ["user", "A.deVries@contoso.example"],
    ]);
    expect(evidence[0]).toMatchObject({
      sourceGroup: "Finance servers",
      os: "WindowsServer2022",
      domain: "corp.contoso.example",
      tags: ["Tier 0"],
      details: { mdeDeviceId: "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567", riskScore: "High", osBuild: "20348" },
    });
    expect(evidence[2]?.details).toMatchObject({
      commandLine: "powershell.exe -enc SQBFAFgA",
      parentProcess: "winword.exe",
    });
  });

  test("knows every kind of entity, and keeps those that nobody knows yet", () => {
    expect(evidenceRead(everyEntity)).toEqual([
      [
        "file",
        "c:\\temp tool.exe a4752c71d81afd3d5865d24ddb11a6b0c615062fcc448d24050c2172d2cbccd6 5de839186691aa96ee2ca6d74f0a38fb8d1bd6dd",
        "C:\\Temp\\tool.exe",
      ],
      ["ip", "192.0.2.7", "192.0.2.7"],
      ["url", "https://evil.example/a", "https://evil.example/a"],
      ["mailbox", "bo@contoso.example", "Bo@contoso.example"],
      ["mailMessage", "bo@contoso.example x@evil.example invoice", "Invoice"],
      ["mailMessage", "bo@contoso.example x@evil.example reminder", "Reminder"],
      ["mailMessage", "subject;senderip", "Subject;SenderIp"],
      ["mailMessage", "subject;p2senderdomain", "Subject;P2SenderDomain"],
      ["other", "hkey_local_machine software\\run x", "HKEY_LOCAL_MACHINE\\SOFTWARE\\Run"],
      ["other", "hkey_local_machine software\\run", "HKEY_LOCAL_MACHINE\\SOFTWARE\\Run"],
      ["other", "domain admins", "Domain Admins"],
      ["other", "backup-7", "backup-7"],
    ]);
  });

  test("may have one object where a list belongs, an entity without its type, and a name for nobody", () => {
    const alerts = { ...aDefenderAlert, devices: [], entities: { ipAddress: "192.0.2.7", accountName: null } };
    const incident = read({ ...aDefenderIncident, assignedTo: "Unassigned", alerts });
    expect(incident.alerts[0]?.evidence.map(({ key }) => key)).toEqual(["192.0.2.7"]);
    expect(factsOf(incident.layers)).toMatchObject({ assignedTo: null });
  });

  test("that is redirected names the incident that lives on", () => {
    const { layers } = read({ ...aDefenderIncident, status: "Redirected", redirectIncidentId: 9000, alerts: [] });
    expect(factsOf(layers)).toMatchObject({
      status: { value: "redirected", foreign: "Redirected" },
      redirectTo: "9000",
    });
  });

  test("keeps its number where it is larger than numbers can tell apart", () => {
    expect(read({ ...aDefenderIncident, incidentId: "9007199254740993" }).externalId).toBe("9007199254740993");
  });

  test("tells of nobody's decision by the same word as Graph does", () => {
    const { layers } = read({ ...aDefenderIncident, classification: "Unknown", determination: "NotAvailable" });
    expect(factsOf(layers)).toMatchObject({ classification: "unknown", determination: "unknown" });
  });

  test("holds as many alerts as differ, where one id is given to all of them", () => {
    const alerts = ["08:16", "08:17", "08:17"].map((time) => ({
      ...aDefenderAlert,
      alertId: "alertId",
      creationTime: `2026-03-02T${time}:00Z`,
    }));
    const [one, two] = read({ ...aDefenderIncident, alerts }).alerts.map(({ key }) => key);
    expect([one, two]).toEqual([
      expect.stringMatching(/^alertId#[\da-f]{8}$/),
      expect.stringMatching(/^alertId#[\da-f]{8}$/),
    ]);
    expect(one).not.toBe(two);
  });
});

describe("both doors to one incident", () => {
  const doors = {
    "Graph first": [read(aGraphIncident, graphSecurity), read(aDefenderIncident)],
    "Defender XDR first": [read(aDefenderIncident), read(aGraphIncident, graphSecurity)],
  } as const;

  test.each(Object.entries(doors))(
    "%s: it is the same incident, and the second door brings no news of it",
    (_name, [one, two]) => {
      expect([two.authority, two.externalId]).toEqual([one.authority, one.externalId]);
      const { merged, stored } = takePayload(takePayload(null, one).stored, two);
      expect(["unchanged", "stale"]).toContain(merged.news);
      expect(stored.alerts.map(({ key }) => key)).toEqual(["da1000_1"]);
    },
  );

  test("end in the same facts whichever comes first", () => {
    const [one, other] = Object.values(doors).map((payloads) => takePayloads(payloads));
    expect(one).toEqual(other);
    expect(incidentFactsOf(one?.layers ?? [], []).title).toBe("Execution incident on one endpoint");
  });

  test("lead to it for an alert by itself too", () => {
    const { alerts, externalId, authority } = read(aDefenderAlert);
    expect([externalId, authority]).toEqual(["9001", `microsoft-xdr:${tenantId}`]);
    expect(alerts).toEqual(read(aDefenderIncident).alerts);
  });

  test("take Graph's words at this door as well", () => {
    expect(read(aGraphIncident)).toEqual(read(aGraphIncident, graphSecurity));
    expect(read(anAlertV2)).toEqual(read(anAlertV2, graphSecurity));
  });
});

describe("what cannot be read", () => {
  test.each([
    ["no object", [], { path: "", problem: "is not an object" }],
    [
      "neither incident nor alert",
      { value: "x" },
      { path: "incidentId", problem: "is missing: this is neither an incident nor an alert of Defender XDR" },
    ],
    ["an incident without its number", { incidentName: "x" }, { path: "incidentId", problem: "is missing" }],
    ["an entry that is no alert", { incidentId: 1, alerts: [7] }, { path: "alerts.0", problem: "is not an object" }],
  ])("says where its fault lies: %s", (_name, payload, problem) => {
    expect(defenderXdr.normalise(payload, context)).toEqual({ ok: false, problem });
  });
});

test.each([
  ["a page of the API", { "@odata.context": "…", value: [aDefenderIncident] }, [aDefenderIncident]],
  ["a page of one object", { value: aDefenderIncident }, [aDefenderIncident]],
  [
    "what tools make of it",
    { incidents: [aDefenderIncident, aDefenderIncident] },
    [aDefenderIncident, aDefenderIncident],
  ],
  ["an incident by itself", aDefenderIncident, null],
])("the envelope is opened: %s", (_name, body, documents) => {
  expect(defenderXdr.open(body)).toEqual(documents);
});

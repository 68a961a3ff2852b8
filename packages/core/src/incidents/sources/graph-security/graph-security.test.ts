import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf, incidentFactsOf } from "../../effective.ts";
import type { IncomingIncident, LayeredEvidence } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import {
  aDeviceEvidence,
  aGraphIncident,
  aLegacyAlert,
  anAlertV2,
  aProcessEvidence,
  otherEvidence,
} from "./fixtures.ts";
import { graphSecurity } from "./index.ts";

const context: NormaliseContext = { sourceId: "source-1", tenantId: "Own-Tenant", settings: {}, digest: testDigest };

const read = (payload: unknown): IncomingIncident => {
  const result = graphSecurity.normalise(payload, context);
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const factsRead = (payload: unknown) => factsOf(read(payload).layers);

const shown = (evidence: readonly LayeredEvidence[] | undefined) =>
  evidence?.map(({ type, key, layers }) => ({ type, key, ...factsOf(layers) }));

const evidenceRead = (evidence: unknown) => shown(read({ ...anAlertV2, evidence }).alerts[0]?.evidence);

const at = (text: string, micros = 0) => Date.parse(text) + micros / 1000;

describe("an incident", () => {
  test("is read with everything that it says of itself", () => {
    const { externalId, authority, layers } = read(aGraphIncident);
    expect({ externalId, authority }).toEqual({
      externalId: "9001",
      authority: "microsoft-xdr:6f1c5b1e-2d3a-4f0e-9a51-0c6f3f1f7a10",
    });
    expect(layers.map(({ version }) => version.at)).toEqual([at("2026-03-02T08:21:00Z", 765_432)]);
    expect(factsOf(layers)).toEqual({
      title: "Execution incident on one endpoint",
      description: null,
      severity: { value: "high", foreign: "high" },
      status: { value: "inProgress", foreign: "inProgress" },
      assignedTo: "soc@contoso.example",
      classification: "truePositive",
      determination: "malware",
      portalUrl: "https://security.microsoft.com/incidents/9001?tid=6f1c5b1e-2d3a-4f0e-9a51-0c6f3f1f7a10",
      tags: ["Finance", "Ransomware"],
      createdAt: at("2026-03-02T08:16:01.250Z"),
      updatedAt: at("2026-03-02T08:21:00Z", 765_432),
      redirectTo: null,
    });
  });

  test("brings its alerts, each written at its own time", () => {
    const [alert] = read(aGraphIncident).alerts;
    expect(alert?.layers.map(({ version }) => version.at)).toEqual([at("2026-03-02T08:20:00Z", 123_457)]);
    expect(alert && { ...alertOf(alert), evidence: [] }).toEqual({
      key: "da1000_1",
      title: "Encoded PowerShell started by Word",
      description: "A document started a script.\nThis is how many attacks begin.",
      severity: { value: "high", foreign: "high" },
      status: { value: "active", foreign: "new" },
      categories: ["Execution"],
      techniques: ["T1059.001", "T1566.001"],
      serviceSource: "microsoftDefenderForEndpoint",
      detectionSource: "antivirus",
      assignedTo: null,
      classification: null,
      determination: null,
      recommendedActions: "Isolate the device.\nReset the user's password.",
      url: "https://security.microsoft.com/alerts/da1000_1",
      createdAt: at("2026-03-02T08:16:00.500Z"),
      updatedAt: at("2026-03-02T08:20:00Z", 123_457),
      firstActivityAt: at("2026-03-02T08:14:59Z"),
      lastActivityAt: at("2026-03-02T08:15:30Z"),
      resolvedAt: null,
      evidence: [],
    });
  });

  test("is the same in the older spelling of its type, with other letter case", () => {
    const older = {
      ...aGraphIncident,
      "@odata.type": "#microsoft.graph.incident",
      status: "InProgress",
      severity: "High",
    };
    expect(read(older).externalId).toBe("9001");
    expect(factsRead(older)).toMatchObject({
      status: { value: "inProgress", foreign: "InProgress" },
      severity: { value: "high", foreign: "High" },
    });
  });

  test("is known by its keys where the type is missing, with or without alerts", () => {
    const { "@odata.type": _, alerts: __, ...bare } = aGraphIncident;
    expect(read(bare)).toMatchObject({ externalId: "9001", alerts: [] });
  });

  test("may have a number for an id", () => {
    expect(read({ ...aGraphIncident, id: 9001 }).externalId).toBe("9001");
  });

  test("belongs to the organization's tenant where it names none", () => {
    expect(read({ ...aGraphIncident, tenantId: "" }).authority).toBe("microsoft-xdr:own-tenant");
  });

  test("that is redirected names the incident that lives on", () => {
    expect(factsRead({ ...aGraphIncident, status: "redirected", redirectIncidentId: 8000 })).toMatchObject({
      status: { value: "redirected", foreign: "redirected" },
      redirectTo: "8000",
    });
  });

  test("says nothing of what it leaves out, and none of what is null", () => {
    expect(factsRead({ id: "1", displayName: "x", assignedTo: null, redirectIncidentId: "null" })).toEqual({
      title: "x",
      assignedTo: null,
      redirectTo: null,
    });
  });

  test("keeps words that nobody knows yet", () => {
    expect(factsRead({ ...aGraphIncident, severity: "unknownFutureValue", status: "paused" })).toMatchObject({
      severity: { value: "unknown", foreign: "unknownFutureValue" },
      status: { value: "active", foreign: "paused" },
    });
  });

  test("has the same version in whatever order its alerts come", () => {
    const other = { ...anAlertV2, id: "da1000_2" };
    const [one, two] = [
      [anAlertV2, other],
      [other, anAlertV2],
    ].map((alerts) => read({ ...aGraphIncident, alerts }).layers);
    expect(one).toEqual(two);
  });
});

describe("alerts of one incident", () => {
  const keysOf = (alerts: unknown) => read({ ...aGraphIncident, alerts }).alerts.map(({ key }) => key);

  test("may be one object in place of a list", () => {
    expect(keysOf(anAlertV2)).toEqual(["da1000_1"]);
  });

  test("that repeat each other exactly are one", () => {
    expect(keysOf([anAlertV2, { ...anAlertV2 }])).toEqual(["da1000_1"]);
  });

  test("that share an id and differ are all kept apart", () => {
    const keys = keysOf([anAlertV2, { ...anAlertV2, title: "Other" }, { ...anAlertV2, title: "Other" }]);
    expect(keys).toEqual([
      expect.stringMatching(/^da1000_1#[0-9a-f]{8}$/),
      expect.stringMatching(/^da1000_1#[0-9a-f]{8}$/),
    ]);
    expect(new Set(keys).size).toBe(2);
  });

  test("without an id are told apart by their content", () => {
    const keys = keysOf([{ title: "a" }, { title: "b" }]);
    expect([new Set(keys).size, keys[0]]).toEqual([2, expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  test("belong to the incident around them, whatever parent they name", () => {
    expect(read({ ...aGraphIncident, alerts: [{ ...anAlertV2, incidentId: "1" }] }).externalId).toBe("9001");
  });

  test("without a time of their own were known when the incident was written", () => {
    const { lastUpdateDateTime: _, ...timeless } = anAlertV2;
    const [alert] = read({ ...aGraphIncident, alerts: [timeless] }).alerts;
    expect(alert?.layers[0]?.version.at).toBe(at("2026-03-02T08:21:00Z", 765_432));
  });
});

describe("evidence", () => {
  test("is a device with its group, and the users who were logged on to it", () => {
    expect(evidenceRead([aDeviceEvidence])).toEqual([
      {
        type: "device",
        key: "fin-srv-01.corp.contoso.example",
        name: "FIN-SRV-01.corp.contoso.example",
        sourceGroup: "Finance servers",
        os: "WindowsServer2022",
        domain: "corp.contoso.example",
        tags: ["Tier 0"],
        ips: ["10.1.2.3", "fe80::1", "198.51.100.9"],
        details: {
          mdeDeviceId: "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
          riskScore: "high",
          osBuild: "20348",
          verdict: "suspicious",
        },
      },
      { type: "user", key: "corp\\b.jansen", name: "CORP\\b.jansen", domain: "CORP", details: {} },
    ]);
  });

  test("is a process, and the user who ran it", () => {
    expect(evidenceRead(aProcessEvidence)).toEqual([
      {
        type: "process",
        key: "0a1b2c3d4e5f60718293a4b5c6d7e8f901234567 powershell.exe 4711 2026-03-02t08:14:59.0000001z",
        name: "powershell.exe",
        details: {
          commandLine: "powershell.exe -enc SQBFAFgA",
          processId: "4711",
          parentProcessId: "812",
          parentProcess: "winword.exe",
          path: "C:\\Windows\\System32\\WindowsPowerShell\\v1.0",
        },
      },
      {
        type: "user",
        key: "a.devries@contoso.example",
        name: "A.deVries@contoso.example",
        domain: "CORP",
        details: { sid: "S-1-5-21-1-2-3-1001" },
      },
    ]);
  });

  test("of every other kind has a type, a key and a name", () => {
    expect(evidenceRead(otherEvidence)?.map(({ type, key, name }) => [type, key, name])).toEqual([
      ["user", "nt authority\\system", "NT AUTHORITY\\SYSTEM"],
      ["mailbox", "info@contoso.example", "Info@contoso.example"],
      ["mailMessage", "nm-1 <m1@mail.example> info@contoso.example", "Your invoice"],
      ["mailMessage", "subject;p2sender your invoice;billing@mail.example", "Your invoice;billing@mail.example"],
      ["file", "c:\\users\\a\\downloads invoice.docm ab12", "C:\\Users\\a\\Downloads\\Invoice.docm"],
      ["url", "https://Pay.example/Now", "https://Pay.example/Now"],
      ["ip", "203.0.113.5", "203.0.113.5"],
      ["cloudResource", "20893 0", "Microsoft SharePoint Online"],
      ["cloudResource", "/subscriptions/s1/vm/v1", "V1"],
      ["cloudResource", "arn:aws:s3:::ledger", "ledger"],
      ["cloudResource", "//storage.example/b", "b"],
      ["other", "hkey_local_machine software\\run", "HKEY_LOCAL_MACHINE\\SOFTWARE\\Run"],
      ["other", "hkey_current_user software\\run updater evil.exe", "HKEY_CURRENT_USER\\SOFTWARE\\Run"],
      ["other", "ledger-0", "ledger-0"],
      ["other", expect.stringMatching(/^[0-9a-f]{32}$/), "Unnamed sasToken"],
    ]);
  });

  test("keeps what its kind has to show", () => {
    const message = evidenceRead(otherEvidence)?.find(({ type }) => type === "mailMessage");
    expect(message?.details).toEqual({
      sender: "billing@mail.example",
      recipient: "info@contoso.example",
      senderIp: "203.0.113.5",
      internetMessageId: "<m1@mail.example>",
    });
  });

  test.each<[string, object, string]>([
    ["a host name stands in for the full one", { hostName: "FIN-SRV-01", mdeDeviceId: "m" }, "fin-srv-01"],
    ["the id in Defender stands in for a name", { mdeDeviceId: "M", azureAdDeviceId: "a" }, "m"],
    ["the id in Entra is the last", { azureAdDeviceId: "A" }, "a"],
    ["a device in the IoT schema has its own names", { deviceName: "Pump 7", deviceId: "7" }, "pump 7"],
  ])("%s", (_guarantee, ids, key) => {
    const device = evidenceRead([{ "@odata.type": "#microsoft.graph.security.deviceEvidence", ...ids }]);
    expect(device?.map((each) => [each.type, each.key])).toEqual([["device", key]]);
  });

  test.each([
    ["UnassignedGroup", null],
    ["", null],
    [null, null],
    ["Servers", "Servers"],
    [undefined, undefined],
  ])("the device group %j is %j", (rbacGroupName, sourceGroup) => {
    const [device] = evidenceRead([{ ...aDeviceEvidence, rbacGroupName, loggedOnUsers: [] }]) ?? [];
    expect(device?.sourceGroup).toBe(sourceGroup);
  });

  test("takes a device's domain from its full name where nothing else tells it", () => {
    const domains = ["srv.contoso.example", "10.0.0.1", "srv"].map(
      (deviceDnsName) => evidenceRead([{ "@odata.type": "x.deviceEvidence", deviceDnsName }])?.[0]?.domain,
    );
    expect(domains).toEqual(["contoso.example", undefined, undefined]);
  });

  test("is guessed by a telling key where its type is missing", () => {
    const typeless = [aDeviceEvidence, ...otherEvidence].map(({ "@odata.type": _, ...rest }) => rest);
    const types = evidenceRead(typeless)?.map(({ type }) => type) ?? [];
    expect(new Set(types)).toEqual(new Set(["device", "user", "mailbox", "mailMessage", "file", "url", "ip", "other"]));
  });

  test("that is mentioned twice in an alert is one, and keeps what either mention knows", () => {
    const vague = {
      "@odata.type": "x.deviceEvidence",
      deviceDnsName: "fin-srv-01.CORP.contoso.example",
      rbacGroupName: null,
      tags: [],
    };
    const devices = evidenceRead([vague, aDeviceEvidence])?.filter(({ type }) => type === "device");
    expect(devices).toMatchObject([{ sourceGroup: "Finance servers", tags: ["Tier 0"] }]);
  });

  test("without name or id stays the same piece while it is worked on", () => {
    const nameless = { "@odata.type": "x.sasTokenEvidence", signatureHash: "77", verdict: "unknown", roles: [] };
    const keys = [nameless, { ...nameless, verdict: "malicious" }, { ...nameless, signatureHash: "78" }].map(
      (evidence) => evidenceRead(evidence)?.[0]?.key,
    );
    expect([keys[0] === keys[1], keys[0] === keys[2]]).toEqual([true, false]);
  });

  test("that is no object is passed over", () => {
    expect(evidenceRead([null, "text", 7, [aDeviceEvidence]])).toEqual([]);
  });
});

describe("an alert by itself", () => {
  test("opens the incident that it names, under its own title until the incident gives one", () => {
    const { externalId, authority, layers, alerts } = read(anAlertV2);
    expect({ externalId, authority }).toEqual({
      externalId: "9001",
      authority: "microsoft-xdr:6f1c5b1e-2d3a-4f0e-9a51-0c6f3f1f7a10",
    });
    expect(layers.map(({ version, facts }) => ({ at: version.at, facts }))).toEqual([
      {
        at: 0,
        facts: {
          title: "Encoded PowerShell started by Word",
          description: "A document started a script.\nThis is how many attacks begin.",
          portalUrl: "https://security.microsoft.com/incidents/9001",
          createdAt: Date.parse("2026-03-02T08:16:00.500Z"),
        },
      },
      {
        at: Date.parse("2026-03-02T08:20:00.123Z") + 0.457,
        facts: { updatedAt: Date.parse("2026-03-02T08:20:00.123Z") + 0.457 },
      },
    ]);
    expect(alerts.map(({ key }) => key)).toEqual(["da1000_1"]);
  });

  test.each([
    ["before", [anAlertV2, aGraphIncident]],
    ["after", [aGraphIncident, anAlertV2]],
  ])("that comes %s its incident ends in the same incident", (_order, payloads) => {
    const stored = takePayloads(payloads.map(read));
    expect(stored).toEqual(takePayloads([read(aGraphIncident), read(anAlertV2)]));
    expect(incidentFactsOf(stored?.layers ?? [], []).title).toBe("Execution incident on one endpoint");
    expect(stored?.alerts.map(({ key }) => key)).toEqual(["da1000_1"]);
  });

  test("that names no incident is one, and lives as long as the alert does", () => {
    const { externalId, layers } = read({ ...anAlertV2, incidentId: null, status: "resolved" });
    expect(externalId).toBe("alert-da1000_1");
    expect(layers[0]?.version.at).toBe(at("2026-03-02T08:20:00Z", 123_457));
    expect(factsOf(layers)).toMatchObject({
      title: "Encoded PowerShell started by Word",
      severity: { value: "high", foreign: "high" },
      status: { value: "resolved", foreign: "resolved" },
      portalUrl: "https://security.microsoft.com/alerts/da1000_1",
    });
  });

  test("is known by its keys where the type is missing", () => {
    const { "@odata.type": _, ...bare } = anAlertV2;
    expect(read(bare).externalId).toBe("9001");
  });
});

describe("an alert of the first generation", () => {
  test("is an incident of its own", () => {
    const { externalId, authority, layers, alerts } = read(aLegacyAlert);
    expect({ externalId, authority }).toEqual({
      externalId: "alert-0F2A7B40-9D1C-4F7C-8A53-77E5F1D0A001",
      authority: "microsoft-xdr:6f1c5b1e-2d3a-4f0e-9a51-0c6f3f1f7a10",
    });
    expect(layers[0]?.version.at).toBe(at("2026-01-05T10:05:00.250Z"));
    expect(factsOf(layers)).toEqual({
      title: "Impossible travel activity",
      description: "The user signed in from two countries within an hour.",
      severity: { value: "medium", foreign: "medium" },
      status: { value: "active", foreign: "newAlert" },
      assignedTo: null,
      classification: null,
      portalUrl: "https://portal.cloudappsecurity.com/#/alerts/1",
      tags: ["travel"],
      createdAt: at("2026-01-05T10:00:00.100Z"),
      updatedAt: at("2026-01-05T10:05:00.250Z"),
    });
    expect(alerts.map(({ layers }) => factsOf(layers))).toMatchObject([
      {
        categories: ["ImpossibleTravel"],
        serviceSource: "MCAS",
        detectionSource: "AnomalyDetection",
        recommendedActions: "Ask the user.\nReset the password.",
        firstActivityAt: at("2026-01-05T09:30:00Z"),
      },
    ]);
  });

  test("has its evidence in lists of states", () => {
    expect(shown(read(aLegacyAlert).alerts[0]?.evidence)).toEqual([
      {
        type: "device",
        key: "lt-22.contoso.example",
        name: "lt-22.contoso.example",
        os: "Windows 11",
        domain: "contoso.example",
        ips: ["10.9.8.7", "198.51.100.4"],
      },
      {
        type: "user",
        key: "c.bakker@contoso.example",
        name: "C.Bakker@contoso.example",
        domain: "contoso",
        details: { azureAdUserId: "u-3" },
      },
      { type: "file", key: "c:\\temp notes.txt cd34", name: "notes.txt" },
      { type: "ip", key: "203.0.113.77", name: "203.0.113.77" },
      { type: "url", key: "https://login.example/x", name: "https://login.example/x" },
      { type: "cloudResource", key: "exchange online", name: "Exchange Online" },
    ]);
  });

  test.each([
    ["newAlert", "active"],
    ["inProgress", "inProgress"],
    ["resolved", "resolved"],
    ["dismissed", "resolved"],
    ["unknown", "active"],
  ])("with status %s is %s", (status, value) => {
    expect(factsRead({ ...aLegacyAlert, status }).status).toEqual({ value, foreign: status });
  });
});

describe("envelopes", () => {
  test.each<[string, unknown, readonly unknown[] | null]>([
    ["a page of a list is opened", { "@odata.context": "…", value: [aGraphIncident] }, [aGraphIncident]],
    ["a page with one object in place of its list is opened", { value: aGraphIncident }, [aGraphIncident]],
    ["an empty page holds nothing", { value: [], "@odata.nextLink": "…" }, []],
    ["one incident is no envelope", aGraphIncident, null],
    ["a bare list is no envelope", [aGraphIncident], null],
  ])("%s", (_guarantee, body, documents) => {
    expect(graphSecurity.open(body)).toEqual(documents);
  });
});

describe("faults", () => {
  const neither =
    "is neither an incident (with id and displayName) nor an alert (with id and title) of Microsoft Graph";

  test.each<[string, unknown, { path: string; problem: string }]>([
    ["a text is nothing", "x", { path: "", problem: "is not an object" }],
    ["an empty object is nothing", {}, { path: "", problem: neither }],
    ["the vendor's own error is nothing", { error: { code: "TooManyRequests" } }, { path: "", problem: neither }],
    ["an incident needs an id", { displayName: "x" }, { path: "id", problem: "is missing" }],
    ["an id is text or number", { displayName: "x", id: {} }, { path: "id", problem: "is not the id of an incident" }],
    ["an alert is an object", { id: "1", alerts: [{}, null, "a"] }, { path: "alerts.2", problem: "is not an object" }],
    ["alerts are objects", { id: "1", alerts: 7 }, { path: "alerts", problem: "is not an object" }],
  ])("%s", (_guarantee, payload, problem) => {
    expect(graphSecurity.normalise(payload, context)).toEqual({ ok: false, problem });
  });
});

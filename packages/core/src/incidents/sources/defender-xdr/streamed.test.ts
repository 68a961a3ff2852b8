import { expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf, incidentFactsOf } from "../../effective.ts";
import { defenderXdr } from "./index.ts";

const tenantId = "6f1c5b1e-2d3a-4f0e-9a51-0c6f3f1f7a10";

const streamed = (table: string, properties: object) => ({
  time: "2026-03-02T08:20:00Z",
  tenantId,
  operationName: "Publish",
  category: `AdvancedHunting-${table}`,
  properties,
});

const info = streamed("AlertInfo", {
  AlertId: "da1",
  Timestamp: "2026-03-02T08:16:00.5Z",
  Title: "Encoded PowerShell",
  Category: "Execution",
  Severity: "High",
  ServiceSource: "Microsoft Defender for Endpoint",
  DetectionSource: "EDR",
  AttackTechniques: '["PowerShell (T1059.001)"]',
});

const evidence = (EntityType: string, more: object) =>
  streamed("AlertEvidence", { AlertId: "da1", EntityType, ...more });

const host = {
  NetBiosName: "FIN-7.contoso.example",
  DnsDomain: "contoso.example",
  MachineId: "m1",
  OSFamily: "Windows",
};

const rows = [
  info,
  evidence("Machine", { AdditionalFields: JSON.stringify(host) }),
  evidence("User", { AccountUpn: "ada@contoso.example", AccountName: "ada" }),
  evidence("Process", {
    SHA256: "ab12",
    AdditionalFields: JSON.stringify({
      CommandLine: "powershell -enc",
      ImageFile: { Name: "powershell.exe", Host: host },
    }),
  }),
  evidence("Ip", { RemoteIP: "203.0.113.9" }),
  evidence("Url", { RemoteUrl: "https://bad.example/a" }),
];

const read = (payload: unknown) =>
  defenderXdr.normalise(payload, { sourceId: "s", tenantId: "", settings: {}, digest: testDigest });

test("an alert and each thing that it was found on end in one alert, in whatever order they are streamed", () => {
  const incidents = rows.map((row) => {
    const result = read(row);
    if (!result.ok || result.value.kind !== "incident") throw new Error(JSON.stringify(result));
    return result.value.incident;
  });
  expect(new Set(incidents.map(({ externalId, authority }) => `${authority} ${externalId}`))).toEqual(
    new Set([`microsoft-xdr:${tenantId} alert-da1`]),
  );
  const stored = takePayloads(incidents);
  expect(takePayloads([...incidents.toReversed(), ...incidents])).toEqual(stored);
  const [alert, ...others] = stored?.alerts.map(alertOf) ?? [];
  expect(others).toEqual([]);
  expect(alert).toMatchObject({
    title: "Encoded PowerShell",
    severity: { value: "high" },
    categories: ["Execution"],
    techniques: ["T1059.001"],
    detectionSource: "EDR",
  });
  expect(alert?.evidence.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
    "device FIN-7.contoso.example",
    "ip 203.0.113.9",
    "process powershell.exe",
    "url https://bad.example/a",
    "user ada@contoso.example",
  ]);
  expect(incidentFactsOf(stored?.layers ?? [], []).title).toBe("Encoded PowerShell");
});

test("rows of other tables are no alerts, and one of an alert without its id is a problem", () => {
  expect(read(streamed("DeviceEvents", { DeviceId: "m1" }))).toMatchObject({ ok: true, value: { kind: "ignored" } });
  expect(read(streamed("AlertInfo", { Title: "x" }))).toMatchObject({
    ok: false,
    problem: { path: "properties.AlertId" },
  });
});

test("a batch of the event hub is opened", () => {
  expect(defenderXdr.open({ records: rows })).toEqual(rows);
});

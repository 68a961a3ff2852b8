import { describe, expect, test } from "vitest";
import { takePayload, takePayloads, testDigest } from "../../testing/index.ts";
import { alertOf, incidentFactsOf } from "../effective.ts";
import type { IncomingIncident } from "../incident.ts";
import type { NormaliseContext, SourceKind } from "../source-kind.ts";
import { aDefenderIncident } from "./defender-xdr/fixtures.ts";
import { defenderXdr } from "./defender-xdr/index.ts";
import { anMdeAlert } from "./mde-alerts.fixtures.ts";
import { mdeAlerts } from "./mde-alerts.ts";

const tenantId = "6f1c5b1e-2d3a-4f0e-9a51-0c6f3f1f7a10";
const context: NormaliseContext = { sourceId: "source-1", tenantId, settings: {}, digest: testDigest };

const read = (payload: unknown, kind: SourceKind = mdeAlerts): IncomingIncident => {
  const result = kind.normalise(payload, context);
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

describe("an alert of Defender for Endpoint", () => {
  test("adds to the incident that it names, with its device, its user and its evidence", () => {
    const { externalId, authority, layers, alerts } = read(anMdeAlert);
    expect([externalId, authority]).toEqual(["9001", `microsoft-xdr:${tenantId}`]);
    expect(incidentFactsOf(layers, ["high"])).toMatchObject({
      title: "Encoded PowerShell started by Word",
      severity: { value: "high" },
    });
    expect(alerts.map(alertOf)).toMatchObject([
      {
        key: "da1000_1",
        severity: { value: "high", foreign: "High" },
        status: { value: "active", foreign: "New" },
        categories: ["Execution"],
        techniques: ["T1059.001"],
        serviceSource: "microsoftDefenderForEndpoint",
        detectionSource: "WindowsDefenderAv",
        createdAt: Date.parse("2026-03-02T08:16:00.500Z"),
        lastActivityAt: Date.parse("2026-03-02T08:15:30Z"),
        evidence: [
          { type: "device", key: "fin-srv-01.corp.contoso.example", sourceGroup: "Finance servers" },
          { type: "user", name: "CORP\\a.devries" },
          { type: "process", name: "powershell.exe" },
          { type: "file", name: "C:\\Users\\a\\invoice.docm" },
        ],
      },
    ]);
  });

  test("and the incident by its own door are one, whichever comes first", () => {
    const both = [read(anMdeAlert), read(aDefenderIncident, defenderXdr)];
    const [one, other] = [takePayloads(both), takePayloads(both.toReversed())];
    expect(one).toEqual(other);
    expect(incidentFactsOf(one?.layers ?? [], []).title).toBe("Execution incident on one endpoint");
    expect(one?.alerts.map(({ key }) => key)).toEqual(["da1000_1"]);
  });

  test("may hold one object for its evidence, and need not say its incident", () => {
    const { incidentId: _, ...alone } = { ...anMdeAlert, evidence: anMdeAlert.evidence[1] };
    expect(read(alone)).toMatchObject({ externalId: "alert-da1000_1", alerts: [{ key: "da1000_1" }] });
  });

  test("that is none says so", () => {
    expect(mdeAlerts.normalise({ value: 1 }, context)).toEqual({
      ok: false,
      problem: { path: "id", problem: "is missing: this is no alert of Defender for Endpoint" },
    });
  });
});

test("the envelope is opened: a page of the API, or what tools make of one alert", () => {
  expect(mdeAlerts.open({ value: [anMdeAlert] })).toEqual([anMdeAlert]);
  expect(mdeAlerts.open({ alert: anMdeAlert })).toEqual([anMdeAlert]);
  expect(mdeAlerts.open(anMdeAlert)).toBeNull();
});

test("an alert's incident has a page in the portal, stands where its alerts do and was written to when they were", () => {
  const taken = (payload: object) => takePayload(null, read(payload)).merged.facts;
  const resolved = { ...anMdeAlert, status: "Resolved", lastUpdateTime: "2026-03-02T09:00:00Z" };
  expect(taken(anMdeAlert)).toMatchObject({
    status: { value: "active" },
    portalUrl: `https://security.microsoft.com/incidents/9001?tid=${tenantId}`,
    createdAt: Date.parse("2026-03-02T08:16:00.500Z"),
  });
  expect(taken(resolved)).toMatchObject({
    status: { value: "resolved" },
    updatedAt: Date.parse("2026-03-02T09:00:00Z"),
  });
});

import { ingestResponseSchema } from "@tocsin/core/intake";
import { expect, test } from "vitest";
import { startTestApp } from "../testing/start-test-app.ts";

const tenantId = "6f1c5b1e-2d3a-4f0e-9a51-0c6f3f1f7a10";
const updatedAt = "2026-11-20T09:00:00.1234567Z";

/** One incident of one tenant, as each of Microsoft's doors tells of it. */
const doors = {
  "graph-security": {
    id: "9001",
    tenantId,
    displayName: "Execution incident on one endpoint",
    severity: "high",
    status: "active",
    classification: "truePositive",
    lastUpdateDateTime: updatedAt,
    alerts: [
      {
        id: "da1000_1",
        title: "Encoded PowerShell",
        severity: "high",
        lastUpdateDateTime: updatedAt,
        evidence: [
          { "@odata.type": "#microsoft.graph.security.deviceEvidence", deviceDnsName: "SRV-1.contoso.example" },
        ],
      },
    ],
  },
  "defender-xdr": {
    incidentId: 9001,
    incidentName: "Execution incident on one endpoint",
    severity: "High",
    status: "Active",
    classification: "TruePositive",
    lastUpdateTime: updatedAt,
    alerts: [
      {
        alertId: "da1000_1",
        title: "Encoded PowerShell",
        severity: "High",
        lastUpdatedTime: updatedAt,
        devices: [{ deviceDnsName: "srv-1.contoso.example" }],
      },
    ],
  },
  "mde-alerts": {
    id: "da1000_1",
    incidentId: 9001,
    aadTenantId: tenantId,
    title: "Encoded PowerShell",
    severity: "High",
    lastUpdateTime: updatedAt,
    computerDnsName: "srv-1.contoso.example",
  },
  sentinel: {
    id: "/subscriptions/s/resourceGroups/r/providers/Microsoft.OperationalInsights/workspaces/w/providers/Microsoft.SecurityInsights/Incidents/7f1c",
    name: "7f1c",
    type: "Microsoft.SecurityInsights/Incidents",
    properties: {
      title: "Execution incident on one endpoint",
      severity: "High",
      // What Defender XDR calls active is new to Sentinel.
      status: "New",
      classification: "TruePositive",
      providerName: "Microsoft XDR",
      providerIncidentId: "9001",
      lastModifiedTimeUtc: updatedAt,
    },
  },
} as const;

const kinds = Object.keys(doors) as (keyof typeof doors)[];

test.each(kinds.map((kind) => [kind, kinds.filter((other) => other !== kind)] as const))(
  "what %s told first, no other door to the same tenant tells again",
  async (first, others) => {
    await using app = await startTestApp();
    await app.setUp({ tenantId });
    await app.makeRule();
    const told = async (kind: keyof typeof doors) => {
      await app.makeSource(kind, `Our ${kind}`);
      const [result] = (await app.ingest(doors[kind])).as(ingestResponseSchema).results;
      return result;
    };
    const opened = await told(first);
    expect(opened).toMatchObject({ change: "opened", number: 1, deliveries: 1 });
    for (const kind of others) expect((await told(kind))?.incidentId).toBe(opened?.incidentId);
    for (const kind of kinds) {
      const again = await told(kind);
      expect(["unchanged", "stale"], kind).toContain(again?.change);
      expect(again, kind).toMatchObject({ notifications: 0, deliveries: 0 });
    }
    const incidents = await app.incidents();
    expect(incidents).toMatchObject([{ title: "Execution incident on one endpoint", severity: "high" }]);
  },
);

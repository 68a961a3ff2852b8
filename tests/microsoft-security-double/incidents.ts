type Json = Record<string, unknown>;

/** An incident as the double holds it, whichever API asks for it. */
export interface HeldIncident {
  readonly id: string;
  /** When it was written last, in ms since 1970. */
  at: number;
  graph: Json;
  /** As Defender XDR's own API has it, where that is not made of the above. */
  readonly defender?: Json;
}

const iso = (at: number): string => new Date(at).toISOString().replace("Z", "0000Z");

/** A made incident in Graph's words, with as many alerts as it is told. */
export const madeIncident = (id: string, at: number, alerts = 1): HeldIncident => ({
  id,
  at,
  graph: {
    "@odata.type": "#microsoft.graph.security.incident",
    id,
    displayName: `Incident ${id} on one endpoint`,
    severity: "high",
    status: "active",
    incidentWebUrl: `https://security.microsoft.com/incidents/${id}`,
    createdDateTime: iso(at),
    lastUpdateDateTime: iso(at),
    redirectIncidentId: null,
    customTags: [],
    alerts: Array.from({ length: alerts }, (_, n) => ({
      "@odata.type": "#microsoft.graph.security.alert",
      id: `da${id}_${n}`,
      incidentId: id,
      title: `Suspicious process ${n}`,
      severity: "high",
      status: "new",
      category: "Execution",
      serviceSource: "microsoftDefenderForEndpoint",
      detectionSource: "antivirus",
      createdDateTime: iso(at),
      lastUpdateDateTime: iso(at),
      evidence: [
        {
          "@odata.type": "#microsoft.graph.security.deviceEvidence",
          deviceDnsName: `srv-${id}.contoso.example`,
          mdeDeviceId: `device-${id}`,
          rbacGroupName: "Servers",
        },
      ],
    })),
  },
});

/** A payload as somebody recorded it, written just now: each API lists what was written in the window that is asked for. */
export const recordedIncident = (payload: Json, at: number): HeldIncident => ({
  id: String(payload["id"] ?? payload["incidentId"]),
  at,
  graph: { ...payload, lastUpdateDateTime: iso(at) },
  defender: { ...payload, lastUpdateTime: iso(at) },
});

/** The same in the words of Defender XDR's own API. */
export const inDefenderWords = (held: HeldIncident): Json => held.defender ?? translated(held);

const translated = ({ id, at, graph }: HeldIncident): Json => ({
  incidentId: Number(id),
  redirectIncidentId: graph["redirectIncidentId"] === null ? null : Number(graph["redirectIncidentId"]),
  incidentName: graph["displayName"],
  createdTime: graph["createdDateTime"],
  lastUpdateTime: iso(at),
  assignedTo: null,
  classification: "Unknown",
  determination: "NotAvailable",
  status: "Active",
  severity: "High",
  tags: [],
  comments: [],
  alerts: (graph["alerts"] as Json[]).map((alert) => ({
    alertId: alert["id"],
    incidentId: Number(id),
    serviceSource: "MicrosoftDefenderForEndpoint",
    creationTime: alert["createdDateTime"],
    lastUpdatedTime: alert["lastUpdateDateTime"],
    title: alert["title"],
    category: alert["category"],
    status: "New",
    severity: "High",
    detectionSource: "WindowsDefenderAv",
    mitreTechniques: [],
    devices: [{ deviceDnsName: `srv-${id}.contoso.example`, rbacGroupName: "Servers" }],
    entities: [],
  })),
});

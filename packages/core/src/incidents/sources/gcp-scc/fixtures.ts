/* Findings of Security Command Center, written from its documentation. Nothing in them happened. */

export const aThreat = {
  notificationConfigName: "organizations/1/notificationConfigs/tocsin",
  finding: {
    name: "organizations/1/sources/2/locations/global/findings/f1",
    parent: "organizations/1/sources/2/locations/global",
    resourceName: "//compute.googleapis.com/projects/shop/zones/z/instances/web-1",
    state: "ACTIVE",
    category: "Malware: Bad IP",
    severity: "HIGH",
    findingClass: "THREAT",
    mute: "UNMUTED",
    description: "It talks to 203.0.113.9.",
    nextSteps: "Isolate it.",
    externalUri: "https://console.cloud.google.com/security/f1",
    sourceDisplayName: "Event Threat Detection",
    eventTime: "2026-11-20T09:30:00.123Z",
    createTime: "2026-11-20T09:31:00Z",
    mitreAttack: { primaryTactic: "COMMAND_AND_CONTROL", primaryTechniques: ["DYNAMIC_RESOLUTION"] },
    securityMarks: { marks: { team: "red" } },
    access: { principalEmail: "Ada@contoso.example", callerIp: "198.51.100.1" },
    connections: [{ sourceIp: "10.0.0.7", destinationIp: "203.0.113.9" }],
    indicator: { domains: ["bad.example"] },
    processes: [{ name: "miner", binary: { path: "/tmp/miner" } }],
    files: [{ path: "/tmp/coin" }],
    vulnerability: { cve: { id: "CVE-2026-0001" } },
  },
  resource: {
    name: "//compute.googleapis.com/projects/shop/zones/z/instances/web-1",
    displayName: "web-1",
    type: "google.compute.Instance",
    gcpMetadata: { projectDisplayName: "Shop" },
  },
};

/** As a push subscription of Pub/Sub posts it. */
export const aPush = {
  message: {
    data: "eyJub3RpZmljYXRpb25Db25maWdOYW1lIjogIm9yZ2FuaXphdGlvbnMvMS9ub3RpZmljYXRpb25Db25maWdzL3RvY3NpbiIsICJmaW5kaW5nIjogeyJuYW1lIjogIm9yZ2FuaXphdGlvbnMvMS9zb3VyY2VzLzIvZmluZGluZ3MvZjIiLCAiY2F0ZWdvcnkiOiAiUGVyc2lzdGVuY2U6IFrDvHJpY2giLCAic3RhdGUiOiAiQUNUSVZFIiwgInNldmVyaXR5IjogIkxPVyJ9fQ==",
    messageId: "1",
  },
  subscription: "projects/p/subscriptions/tocsin",
};

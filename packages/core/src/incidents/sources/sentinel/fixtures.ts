/*
 * What Microsoft Sentinel sends, written from the documentation of its API, its triggers and its tables; nothing in it
 * happened.
 */

const workspace =
  "/subscriptions/0c1d/resourceGroups/Soc/providers/Microsoft.OperationalInsights/workspaces/Law/providers/Microsoft.SecurityInsights";

export const aSentinelAlert = {
  id: `${workspace}/Entities/baa8a239`,
  name: "baa8a239",
  type: "Microsoft.SecurityInsights/Entities",
  kind: "SecurityAlert",
  properties: {
    systemAlertId: "baa8a239",
    providerAlertId: "da1000_1",
    alertDisplayName: "Rare sign-in",
    description: "Somebody signed in from afar.",
    severity: "Medium",
    status: "New",
    tactics: ["InitialAccess", "Persistence"],
    techniques: ["T1078"],
    productName: "Azure Sentinel",
    productComponentName: "Scheduled Alerts",
    alertLink: "https://portal.azure.com/#alert/baa8a239",
    startTimeUtc: "2026-03-02T08:00:00Z",
    endTimeUtc: "2026-03-02T08:10:00Z",
    timeGenerated: "2026-03-02T08:15:00.1234567Z",
  },
};

export const sentinelEntities = [
  {
    id: `${workspace}/Entities/h1`,
    kind: "Host",
    properties: { hostName: "fin-srv-01", dnsDomain: "contoso.example", ntDomain: "CONTOSO", osFamily: "Windows" },
  },
  { kind: "Account", properties: { accountName: "ada", upnSuffix: "contoso.example", aadUserId: "5f2a" } },
  { kind: "Ip", properties: { address: "203.0.113.9" } },
  { kind: "Url", properties: { url: "https://evil.example/a" } },
  { kind: "FileHash", properties: { hashValue: "AB12", algorithm: "SHA256" } },
  { kind: "Mailbox", properties: { mailboxPrimaryAddress: "Bo@contoso.example", displayName: "Bo" } },
  { kind: "SubmissionMail", properties: { friendlyName: "a mail of Bo" } },
];

export const aSentinelIncident = {
  id: `${workspace}/Incidents/7F1C`,
  name: "7F1C",
  etag: '"0300"',
  type: "Microsoft.SecurityInsights/Incidents",
  properties: {
    title: "Sign-in from a rare country",
    description: "One account, two countries.",
    severity: "High",
    status: "Closed",
    classification: "TruePositive",
    classificationReason: "SuspiciousActivity",
    owner: {
      objectId: "1f2e",
      email: "ada@contoso.example",
      assignedTo: "Ada",
      userPrincipalName: "ada@contoso.example",
    },
    labels: [{ labelName: "vip", labelType: "User" }],
    incidentNumber: 1042,
    incidentUrl: "https://portal.azure.com/#asset/Microsoft_Azure_Security_Insights/Incident/7F1C",
    providerName: "Azure Sentinel",
    providerIncidentId: "1042",
    createdTimeUtc: "2026-03-02T08:16:00Z",
    lastModifiedTimeUtc: "2026-03-02T08:21:00.7654321Z",
    additionalData: { alertsCount: 1, tactics: ["InitialAccess"], alertProductNames: ["Azure Sentinel"] },
    alerts: [aSentinelAlert],
    relatedEntities: sentinelEntities,
  },
};

/** What an automation rule hands to a playbook. */
export const aSentinelTrigger = {
  eventUniqueId: "e-1",
  objectSchemaType: "Incident",
  objectEventType: "Update",
  workspaceId: "0c1d",
  workspaceInfo: { SubscriptionId: "0c1d", ResourceGroupName: "Soc", WorkspaceName: "Law" },
  incidentUpdates: { updatedBySource: "User" },
  object: aSentinelIncident,
};

/** A row of the table `SecurityAlert`: other letters, and JSON in texts. */
export const aSecurityAlertRow = {
  TimeGenerated: "2026-03-02 08:15:00",
  StartTime: "2026-03-02 08:00:00",
  EndTime: "2026-03-02 08:10:00",
  DisplayName: "Registry persistence",
  AlertName: "Registry persistence",
  AlertSeverity: "Low",
  Description: "Something starts by itself.",
  ProviderName: "ASI Scheduled Alerts",
  ProductName: "Azure Sentinel",
  SystemAlertId: "c0ffee",
  Status: "New",
  Tactics: "Persistence, Execution",
  Techniques: '["T1547"]',
  AlertLink: "",
  Entities: JSON.stringify([
    { $id: "1", Type: "host", HostName: "WS-1", NTDomain: "CONTOSO" },
    { $id: "2", Type: "file", Directory: "c:\\windows", Name: "reg.exe" },
    { $id: "3", Type: "process", ProcessId: "0x10", CommandLine: "reg add", ImageFile: { $ref: "2" } },
    { $id: "4", Type: "account", Name: "ada", NTDomain: "CONTOSO" },
    { $ref: "4" },
  ]),
};

/** A row of the table `SecurityIncident`. */
export const aSecurityIncidentRow = {
  TenantId: "1b2c-the-workspace",
  TimeGenerated: "2026-03-02 08:21:01",
  IncidentName: "7f1c",
  IncidentNumber: 1042,
  Title: "Sign-in from a rare country",
  Severity: "High",
  Status: "Active",
  Owner: '{"objectId":"1f2e","email":"ada@contoso.example","assignedTo":"Ada","userPrincipalName":null}',
  Labels: '[{"labelName":"vip","labelType":"User"}]',
  AdditionalData: '{"tactics":["InitialAccess"]}',
  ProviderName: "Microsoft XDR",
  ProviderIncidentId: "9001",
  LastModifiedTime: "2026-03-02 08:21:00",
  IncidentUrl: "https://portal.azure.com/#asset/7f1c",
};

/** A body that a playbook of somebody's own makes. */
export const aPlaybooksBody = {
  incidentId: "INC-1",
  title: "Impossible travel",
  severity: "High",
  entities: [
    { type: "account", upn: "ada@contoso.example" },
    { type: "host", hostname: "WS-1" },
    { type: "ip", address: "203.0.113.9" },
  ],
};

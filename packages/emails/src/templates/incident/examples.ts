import type { Instant } from "@tocsin/core/kernel";
import type { IncidentMessage, MessageAlert, MessageRule, Sender } from "@tocsin/core/messages";

/** The installation that the examples come from. */
export const exampleSender: Sender = {
  from: "Contoso Security <tocsin@contoso.example>",
  publicUrl: "https://tocsin.contoso.example",
};

const at = (time: string): Instant => Date.parse(`2026-11-22T${time}Z`);

/** When the examples are rendered: 22 Nov 2026 03:13 in Amsterdam. */
export const exampleDate: Instant = at("02:13:00");

const serversRule: MessageRule = {
  id: "rule_servers",
  name: "High incidents on servers",
  owner: "Sanne de Vries",
  severities: ["medium", "high", "critical"],
  deviceGroups: ["Servers – Amsterdam"],
};

const shadowCopies: MessageAlert = {
  title: "Shadow copies deleted on SRV-FILE-02",
  severity: "high",
  at: at("02:12:40"),
  source: "microsoftDefenderForEndpoint",
};

const alerts: readonly MessageAlert[] = [
  shadowCopies,
  { title: "File server encrypts files in bulk", severity: "high", at: at("02:04:11"), source: "Wazuh Amsterdam" },
  { title: "Suspicious sign-in from a new country", severity: "medium", at: at("01:02:55"), source: "Entra ID" },
  { title: "Office started a script host", severity: "low", at: at("00:58:04"), source: null },
];

/** An incident as its first mail tells it; the tests change what they are about. */
export const opened: IncidentMessage = {
  kind: "incident",
  headline: "opened",
  organizationName: "Contoso",
  incident: {
    number: 1042,
    title: "Ransomware activity on several endpoints",
    titleAtFirstMail: "Ransomware activity on several endpoints",
    severity: "high",
    status: "active",
    assignedTo: null,
    categories: ["Ransomware", "DefenseEvasion"],
    tags: [],
    firstActivityAt: at("00:58:04"),
    lastActivityAt: at("02:12:40"),
  },
  changes: null,
  devices: { count: 3, names: ["SRV-FILE-02", "LT-0442", "LT-0519"] },
  users: { count: 2, names: ["a.jansen@contoso.example", "svc-backup"] },
  mailboxes: { count: 0, names: [] },
  deviceGroups: ["Servers – Amsterdam", "Laptops"],
  sources: ["microsoftDefenderForEndpoint", "Wazuh Amsterdam"],
  alerts,
  alertCount: 4,
  links: {
    console: "https://tocsin.contoso.example/incidents/1042",
    portal: "https://security.microsoft.com/incidents/29?tid=c7a1f0de-0000-4000-8000-000000000001",
  },
  escalation: null,
  acknowledged: null,
  responses: {
    acknowledge: "https://tocsin.contoso.example/respond/d_01J9ZK3/secret-of-d_01J9ZK3/acknowledge",
    mute: "https://tocsin.contoso.example/respond/d_01J9ZK3/secret-of-d_01J9ZK3/mute",
    stop: "https://tocsin.contoso.example/respond/d_01J9ZK3/secret-of-d_01J9ZK3/stop",
  },
  why: { rules: [serversRule], otherRecipients: 3 },
  recipient: { address: "soc@contoso.example", locale: "en", timeZone: "Europe/Amsterdam" },
  thread: { rootId: "<incident-1042.s1.9f86d081@contoso.example>" },
  deliveryId: "d_01J9ZK3",
};

const since = at("01:41:00");

const escalated: IncidentMessage = {
  ...opened,
  headline: "escalated",
  incident: { ...opened.incident, severity: "critical", status: "inProgress", assignedTo: "Sanne de Vries" },
  changes: {
    since,
    lines: [
      { kind: "severity", from: "high", to: "critical" },
      { kind: "alertRaised", title: "File server encrypts files in bulk", from: "medium", to: "high" },
      { kind: "assigned", to: "Sanne de Vries" },
    ],
  },
};

const manyAlerts: IncidentMessage = {
  ...opened,
  incident: {
    ...opened.incident,
    categories: ["Ransomware", "DefenseEvasion", "Execution", "LateralMovement", "Impact", "Persistence", "Collection"],
    tags: ["crown jewels", "tier 0"],
  },
  devices: {
    count: 12,
    names: Array.from({ length: 12 }, (_, index) => `SRV-FILE-${String(index + 1).padStart(2, "0")}`),
  },
  mailboxes: { count: 1, names: ["finance@contoso.example"] },
  alerts: Array.from({ length: 27 }, (_, index) => ({
    ...shadowCopies,
    title: `Shadow copies deleted, round ${27 - index}`,
  })),
  alertCount: 27,
  why: {
    rules: [
      serversRule,
      {
        id: "rule_all",
        name: "Everything",
        owner: "",
        severities: ["unknown", "informational", "low", "medium", "high", "critical"],
        deviceGroups: null,
      },
    ],
    otherRecipients: 0,
  },
};

/** One message for everything that a reader can meet. */
export const examples = {
  opened,
  updated: {
    ...opened,
    headline: "updated",
    changes: {
      since,
      lines: [
        { kind: "newAlerts", count: 2, newest: "Shadow copies deleted on SRV-FILE-02" },
        { kind: "newEvidence", type: "device", count: 1, names: ["SRV-FILE-02"] },
        { kind: "status", from: "active", to: "inProgress" },
      ],
    },
    incident: { ...opened.incident, status: "inProgress" },
  },
  escalated,
  escalatedToNext: {
    ...opened,
    escalation: { rule: "High incidents on servers", since: at("01:58:00"), afterMinutes: 15 },
  },
  acknowledged: {
    ...opened,
    headline: "updated",
    changes: { since, lines: [{ kind: "newAlerts", count: 1, newest: "Shadow copies deleted on SRV-FILE-02" }] },
    acknowledged: { by: "Sanne de Vries", at: at("01:55:00") },
    responses: { acknowledge: null, mute: null, stop: null },
  },
  resolved: {
    ...opened,
    headline: "resolved",
    incident: { ...opened.incident, severity: "medium", status: "resolved", assignedTo: "Sanne de Vries" },
    changes: {
      since,
      lines: [
        { kind: "severity", from: "high", to: "medium" },
        { kind: "status", from: "inProgress", to: "resolved" },
        { kind: "classified", as: "truePositive" },
      ],
    },
  },
  reopened: {
    ...opened,
    headline: "reopened",
    incident: { ...opened.incident, title: "Ransomware activity returned", severity: "low" },
    changes: {
      since,
      lines: [
        { kind: "status", from: "resolved", to: "active" },
        { kind: "newAlerts", count: 1, newest: "File server encrypts files in bulk" },
        { kind: "assigned", to: null },
      ],
    },
  },
  merged: {
    ...opened,
    headline: "merged",
    changes: {
      since,
      lines: [
        { kind: "severity", from: "medium", to: "high" },
        { kind: "newAlerts", count: 3, newest: "Shadow copies deleted on SRV-FILE-02" },
        { kind: "newEvidence", type: "user", count: 7, names: ["a", "b", "c", "d", "e", "f", "g"] },
        { kind: "merged", numbers: [1040, 1041] },
      ],
    },
  },
  noDevices: {
    ...opened,
    incident: { ...opened.incident, severity: "informational", categories: [], firstActivityAt: null },
    devices: { count: 0, names: [] },
    users: { count: 0, names: [] },
    deviceGroups: [],
    alerts: [],
    alertCount: 0,
  },
  namesHidden: {
    ...opened,
    organizationName: null,
    devices: { count: 3, names: [] },
    users: { count: 2, names: [] },
    links: { console: null, portal: null },
    responses: null,
  },
  manyAlerts,
  hostileTitle: {
    ...opened,
    incident: {
      ...opened.incident,
      severity: "unknown",
      title: "Bcc: x@evil.example\r\n\r\n<img src=x onerror=\"alert(1)\"></h1></table> \u202egnp.exe & 'more'",
      titleAtFirstMail:
        "Bcc: x@evil.example\r\n\r\n<img src=x onerror=\"alert(1)\"></h1></table> \u202egnp.exe & 'more'",
    },
    links: { console: "https://tocsin.contoso.example/incidents/1042", portal: "javascript:alert(1)" },
  },
} as const satisfies Readonly<Record<string, IncidentMessage>>;

/** The same message to somebody who reads another language. */
export const readIn = (message: IncidentMessage, locale: string): IncidentMessage => ({
  ...message,
  recipient: { ...message.recipient, locale },
});

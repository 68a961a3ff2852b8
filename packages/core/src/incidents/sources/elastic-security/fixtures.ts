/** A detection alert as Kibana 8.13 keeps it, written from the documentation of its fields: dotted keys beside nested ones. */
export const anElasticAlert = {
  "@timestamp": "2026-03-02T08:20:00.000Z",
  "kibana.alert.uuid": "9f2c",
  "kibana.alert.rule.uuid": "7a1e-rule",
  "kibana.alert.rule.name": "Encoded PowerShell",
  "kibana.alert.rule.description": "PowerShell was started with an encoded command.",
  "kibana.alert.rule.tags": ["Windows"],
  "kibana.alert.rule.note": "Look at the parent process.",
  "kibana.alert.rule.severity": "medium",
  "kibana.alert.severity": "high",
  "kibana.alert.risk_score": 73,
  "kibana.alert.reason": "process event with process powershell.exe on WS-1 created high alert Encoded PowerShell.",
  "kibana.alert.status": "active",
  "kibana.alert.workflow_status": "open",
  "kibana.alert.original_time": "2026-03-02T08:14:59.000Z",
  "kibana.alert.original_event.module": "endpoint",
  "kibana.alert.url": "https://kibana.contoso.example/app/security/alerts/redirect/9f2c",
  "kibana.alert.rule.threat": [
    {
      framework: "MITRE ATT&CK",
      tactic: { id: "TA0002", name: "Execution" },
      technique: [{ id: "T1059", name: "Interpreter", subtechnique: [{ id: "T1059.001", name: "PowerShell" }] }],
    },
  ],
  "event.kind": "signal",
  host: { name: "WS-1.contoso.example", ip: ["10.0.0.7"], os: { full: "Windows 11" } },
  user: { name: "ada", domain: "CONTOSO", id: "S-1-5-21-1" },
  source: { ip: "203.0.113.9" },
  process: { executable: "C:\\Windows\\powershell.exe", command_line: "powershell -enc AAAA", pid: 4711 },
  file: { path: "C:\\Temp\\a.ps1", hash: { sha256: "ab12" } },
};

/** The same, closed by somebody, as a search of the index answers. */
export const aClosedElasticHit = {
  _id: "9f2c",
  _index: ".internal.alerts-security.alerts-default-000001",
  _source: {
    ...anElasticAlert,
    "kibana.alert.workflow_status": "closed",
    "kibana.alert.workflow_reason": "false_positive",
    "kibana.alert.workflow_status_updated_at": "2026-03-02T09:00:00.000Z",
  },
};

/** An alert of Kibana 7. */
export const aSignal = {
  "@timestamp": "2021-03-02T08:20:00.000Z",
  signal: {
    rule: { id: "r-7", name: "Old rule", severity: "critical", risk_score: 99, tags: ["old"], threat: [] },
    status: "in-progress",
    original_time: "2021-03-02T08:14:59.000Z",
  },
  event: { kind: "signal", id: "e-1", module: "winlogbeat" },
  host: { hostname: "srv-1" },
};

/** An alert of a threshold rule, which has the fields that it counted by in a list. */
export const aThresholdAlert = {
  "@timestamp": "2026-03-02T08:20:00.000Z",
  kibana: {
    alert: {
      uuid: "t-1",
      rule: { uuid: "r-t", name: "Many failed logons" },
      risk_score: 47,
      threshold_result: {
        count: 12,
        terms: [
          { field: "host.name", value: "dc-1" },
          { field: "user.name", value: "ada" },
        ],
      },
    },
  },
};

/** A body of somebody's own for the webhook connector. */
export const anOwnBody = {
  ruleName: "Impossible travel",
  alertId: "r-9",
  alert: { uuid: "{{alert.uuid}}", severity: "Critical" },
  date: "2026-03-02T08:20:00Z",
  entities: { user: "ada@contoso.example", source_ip: "203.0.113.9", host: "<HOST>" },
  tactic: "Initial Access",
  technique: "T1078",
  message: "Two countries within an hour",
  link: "<LINK>",
};

/** A detection as the alerts API lists it, written from the documentation of its fields. */
export const aFalconAlert = {
  composite_id: "c1:ind:a1:100-1",
  id: "ind:a1:100-1",
  aggregate_id: "aggind:a1:7",
  cid: "c1",
  created_timestamp: "2026-03-02T08:20:00.123456789Z",
  updated_timestamp: "2026-03-02T08:20:00.5Z",
  context_timestamp: "2026-03-02T08:19:58Z",
  display_name: "Encoded PowerShell",
  name: "OfficeSpawnedEncodedPowerShell",
  description: "Word started PowerShell.",
  severity: 70,
  severity_name: "High",
  status: "new",
  assigned_to_name: null,
  product: "epp",
  tactic: "Execution",
  technique: "PowerShell",
  technique_id: "T1059.001",
  tags: ["red_team"],
  falcon_host_link: "https://falcon.eu-1.crowdstrike.com/activity-v2/detections/c1",
  filename: "powershell.exe",
  filepath: "\\Device\\HarddiskVolume3\\Windows\\powershell.exe",
  cmdline: "powershell -enc AAAA",
  sha256: "ab12",
  sha1: "0000000000000000000000000000000000000000",
  user_name: "ada",
  logon_domain: "CONTOSO",
  device: {
    device_id: "a1",
    hostname: "FIN-7",
    local_ip: "10.0.0.7",
    external_ip: "203.0.113.9",
    os_version: "Windows 11",
    machine_domain: "contoso.example",
    groups: ["g1", "g2"],
    tags: ["FalconGroupingTags/fin"],
  },
};

/** The same in the event stream. */
export const aFalconStreamEvent = {
  metadata: {
    customerIDString: "c1",
    offset: 7,
    eventType: "EppDetectionSummaryEvent",
    eventCreationTime: 1772439600123,
  },
  event: {
    CompositeId: "c1:ind:a1:100-1",
    AggregateId: "aggind:a1:7",
    Name: "OfficeSpawnedEncodedPowerShell",
    Description: "Word started PowerShell.",
    Severity: 70,
    SeverityName: "High",
    Tactic: "Execution",
    Technique: "N/A",
    Hostname: "fin-7",
    HostGroups: "g1,g2",
    LocalIP: "10.0.0.7",
    UserName: "ada",
    FileName: "powershell.exe",
    FilePath: "\\Windows\\",
    ProcessStartTime: 0,
    FalconHostLink: "https://falcon.eu-1.crowdstrike.com/activity-v2/detections/c1",
  },
};

/** A detection of the older generation, which lists what was seen. */
export const aLegacyDetection = {
  detection_id: "ldt:a1:7",
  max_severity: 90,
  max_severity_displayname: "Critical",
  status: "true_positive",
  first_behavior: "2022-03-02T08:20:00Z",
  last_behavior: "2022-03-02T08:25:00Z",
  device: { hostname: "srv-1", platform_name: "Linux" },
  behaviors: [
    {
      scenario: "known_malware",
      tactic: "Machine Learning",
      technique_id: "CST0007",
      filename: "a",
      user_name: "root",
      severity: 90,
    },
    {
      scenario: "x",
      tactic: "Execution",
      technique_id: "T1204",
      filename: "b",
      ioc_type: "domain",
      ioc_value: "bad.example",
    },
  ],
};

/** An incident of Falcon's own. */
export const aFalconIncident = {
  incident_id: "inc:a1:9",
  name: "Incident on FIN-7",
  fine_score: 79,
  status: 30,
  start: "2022-03-02T08:20:00Z",
  hosts: [
    { device_id: "a1", hostname: "FIN-7", groups: ["g1"] },
    { device_id: "a2", hostname: "FIN-8" },
  ],
  users: ["ada"],
  tactics: ["Execution"],
};

/** What a Fusion workflow's webhook posts. */
export const aWorkflowBody = {
  meta: { workflow_id: "w1", trigger_name: "Detection" },
  data: {
    "detections.composite_id": "c1:ind:a1:100-2",
    "detections.name": "Credential dump",
    "detections.severity": "Critical",
    "devices.hostname": "FIN-7",
  },
};

export const anAuditEvent = {
  metadata: { offset: 8, eventType: "AuthActivityAuditEvent", eventCreationTime: 1772439600123 },
  event: { OperationName: "userAuthenticate", UserId: "ada@contoso.example", Success: true },
};

/*
 * Findings in the Open Cybersecurity Schema Framework, written from its documentation of versions 1.0 to 1.6. Nothing in
 * them happened.
 */

export const anOcsfDetection = {
  category_uid: 2,
  class_uid: 2004,
  class_name: "Detection Finding",
  type_uid: 200402,
  activity_id: 2,
  activity_name: "Update",
  time: 1795166130123,
  severity_id: 6,
  severity: "Fatal",
  status_id: 2,
  status: "In Progress",
  message: "rundll32.exe read the memory of lsass.exe",
  verdict_id: 2,
  assignee: { name: "Robin" },
  metadata: {
    version: "1.6.0",
    uid: "event-77",
    product: { name: "Contoso EDR", vendor_name: "Contoso", feature: { name: "Sensor" } },
    labels: ["plant-7"],
  },
  finding_info: {
    uid: "f-1",
    title: "Credentials were read from memory",
    desc: "Tools do so to move on.",
    created_time: 1795165200000,
    first_seen_time: 1795165190000,
    last_seen_time: 1795166100000,
    modified_time: 1795166130500,
    src_url: "https://edr.contoso.example/findings/f-1",
    types: ["Credential theft"],
    analytic: { name: "lsass-read", uid: "r-9", type_id: 1 },
    attacks: [
      {
        tactics: [{ uid: "TA0006", name: "Credential Access" }],
        technique: { uid: "T1003", name: "OS Credential Dumping" },
        sub_technique: { uid: "T1003.001", name: "LSASS Memory" },
      },
      { tactic: { name: "Execution" }, technique: { uid: "T1059" } },
    ],
  },
  remediation: { desc: "Isolate the machine.", references: ["https://kb.contoso.example/1"] },
  resources: [
    { type: "Virtual Machine", name: "SRV-9", uid: "vm-9", group: { name: "DMZ" }, labels: ["env:prod"] },
    { type: "Bucket", uid: "arn:aws:s3:::contoso", tags: [{ name: "owner", value: "jo" }] },
  ],
  device: {
    hostname: "Srv-1.contoso.example",
    domain: "contoso.example",
    ip: "10.1.2.3",
    os: { name: "Windows Server 2025", type_id: 100 },
    groups: [{ name: "Servers" }],
    type: "Server",
  },
  evidences: [
    {
      actor: {
        user: { name: "jo", domain: "CONTOSO", email_addr: "jo@contoso.example" },
        process: { name: "rundll32.exe", pid: 4711, cmd_line: "rundll32 x.dll" },
      },
      file: {
        name: "x.dll",
        path: "C:\\Temp\\x.dll",
        hashes: [{ algorithm: "SHA-256", algorithm_id: 3, value: "b".repeat(64) }],
      },
      dst_endpoint: { ip: "203.0.113.9", port: 443 },
      url: { url_string: "https://bad.example/x" },
      query: { hostname: "bad.example" },
      email: { subject: "Invoice", from: "boss@bad.example", to: ["jo@contoso.example"] },
    },
  ],
  observables: [
    { name: "device.hostname", type_id: 1, value: "srv-1.contoso.example" },
    { name: "dst", type_id: 2, value: "203.0.113.10" },
  ],
};

/** A scanner's check, with times in seconds and what its template left without a value. */
export const aFailedCheck = {
  class_uid: 2004,
  activity_id: 1,
  severity: "High",
  severity_id: 4,
  status: "New",
  status_id: 1,
  status_code: "FAIL",
  message: "Bucket contoso-web is public",
  time: 1795165200,
  metadata: { event_code: "bucket_public", product: { name: "Scanner" }, version: "1.4.0" },
  finding_info: {
    uid: "<finding_uid>",
    title: "Buckets are not public",
    desc: "…",
    created_time: 1795165200,
    types: [],
  },
  resources: [{ name: "contoso-web", uid: "<resource_uid>", type: "AwsS3Bucket", group: { name: "s3" } }],
};

export const anIncidentFinding = {
  class_uid: "2005",
  type_uid: 200502,
  activity_id: 2,
  time: 1795166130123,
  severity_id: 4,
  status_id: 3,
  status: "On Hold",
  desc: "Two machines of Jo",
  src_url: "https://soc.contoso.example/i/5",
  verdict: "True Positive",
  metadata: { correlation_uid: "inc-5", product: { name: "Contoso SOC" } },
  assignee_group: { name: "Night shift" },
  finding_info_list: [
    { uid: "f-1", title: "Credentials were read from memory", types: ["Theft"], created_time: 1795165200000 },
    {
      uid: "f-2",
      title: "Odd sign-in",
      attacks: [{ tactic: { name: "Initial Access" }, technique: { uid: "T1078" } }],
    },
  ],
};

/** Of version 1.0, which had one class for all findings. */
export const aSecurityFinding = {
  class_uid: 2001,
  activity_id: 1,
  severity_id: 99,
  severity: "Important",
  state_id: 4,
  state: "Resolved",
  status_id: 1,
  status: "Success",
  time: 1795165200000,
  finding: {
    uid: "s-1",
    title: "Port open",
    desc: "22/tcp",
    src_url: "https://x.example/s-1",
    remediation: { desc: "Close it" },
  },
  attacks: [{ tactics: [{ name: "Discovery" }], technique: { uid: "T1046" } }],
};

/** Its only id is that of the policy. */
export const aDlpFinding = {
  class_uid: 2006,
  activity_id: 1,
  severity_id: 4,
  time: 1795165200000,
  finding_info: { uid: "12", title: "Card numbers left the house" },
  data_security: { policy: { uid: "12", name: "Cards" }, detection_system: "DLP Gateway" },
  actor: { user: { name: "jo" } },
  device: { hostname: "lap-1" },
};

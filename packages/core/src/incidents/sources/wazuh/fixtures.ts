/*
 * Alerts of Wazuh, written from its documentation: of version 4 as the manager writes them to alerts.json, of version 5
 * as its indexer keeps findings. Nothing in them happened.
 */

export const aWazuhAlert = {
  timestamp: "2026-11-20T10:15:30.123+0100",
  rule: {
    level: 10,
    description: "sshd: brute force trying to get access to the system",
    id: "5712",
    mitre: { id: ["T1110"], tactic: ["Credential Access"], technique: ["Brute Force"] },
    firedtimes: 3,
    mail: false,
    groups: ["syslog", "sshd", "authentication_failures"],
    pci_dss: ["11.4"],
  },
  agent: { id: "007", name: "Web-1.contoso.example", ip: "10.0.0.7", labels: { group: "DMZ", env: "prod" } },
  manager: { name: "wazuh-1" },
  id: "1763630130.1048576",
  cluster: { name: "contoso", node: "wazuh-1" },
  full_log: "Nov 20 10:15:29 web-1 sshd[812]: Failed password for invalid user oracle from 203.0.113.9 port 4711 ssh2",
  predecoder: { program_name: "sshd", timestamp: "Nov 20 10:15:29", hostname: "web-1" },
  decoder: { parent: "sshd", name: "sshd" },
  data: { srcip: "203.0.113.9", srcport: "4711", srcuser: "oracle" },
  location: "/var/log/auth.log",
};

export const aSyscheckAlert = {
  timestamp: "2026-11-20T10:20:00.000+0000",
  rule: { level: 7, description: "Integrity checksum changed.", id: "550", groups: ["ossec", "syscheck"] },
  agent: { id: "007", name: "web-1" },
  manager: { name: "wazuh-1" },
  id: "1763634000.2097152",
  decoder: { name: "syscheck_integrity_changed" },
  syscheck: {
    path: "/etc/passwd",
    mode: "realtime",
    event: "modified",
    sha1_after: "8563f95b2f8a284fc99da44500cd51a77c1ff36c",
    sha256_after: "dc0ade0c95d6db98882bc8fa6707e64353cd6f7767ff48d6a81a6c2aef21c608",
    uname_after: "root",
  },
  location: "syscheck",
};

export const aVirusTotalAlert = {
  timestamp: "2026-11-20T10:25:00.000+0000",
  rule: { level: 12, description: "VirusTotal: Alert - /tmp/x - 60 engines", id: 87105, groups: ["virustotal"] },
  agent: { id: "007", name: "web-1" },
  manager: { name: "wazuh-1" },
  id: "1763634300.3145728",
  data: {
    integration: "virustotal",
    virustotal: {
      found: "1",
      malicious: "1",
      positives: "60",
      permalink: "https://www.virustotal.com/gui/file/abc/detection",
      source: { alert_id: "1763634000.1", file: "/tmp/x", md5: "9498ff82a64ff445398c8426ed63ea5b" },
    },
  },
  location: "virustotal",
};

export const aWindowsAlert = {
  timestamp: "2026-11-20T10:30:00.000+0000",
  rule: { level: 15, description: "Credential dumping", id: "92900", groups: ["windows", "sysmon"] },
  agent: { id: "012", name: "FIN-7" },
  manager: { name: "wazuh-1" },
  id: "1763634600.4194304",
  data: {
    win: {
      eventdata: {
        image: "C:\\Temp\\tool.exe",
        commandLine: "tool.exe sekurlsa",
        processId: "4711",
        user: "CONTOSO\\ada",
        ipAddress: "-",
        targetUserName: "SYSTEM",
      },
      system: { eventID: "10", computer: "FIN-7.contoso.example" },
    },
  },
};

export const anIndexedAlert = {
  _index: "wazuh-alerts-4.x-2026.11.20",
  _id: "Vkv_7ZoBMYYtzkfpm7zp",
  _score: null,
  _source: { ...aWazuhAlert, "@timestamp": "2026-11-20T09:15:30.123Z" },
};

export const aWazuh5Finding = {
  "@timestamp": "2026-11-20T09:15:30.123Z",
  event: { id: "e-1", original: "Failed password for oracle", kind: "alert" },
  wazuh: {
    rule: {
      id: "0a1b2c3d-0000-4000-8000-000000000001",
      title: "SSH brute force",
      level: "high",
      tags: ["attack.credential_access"],
      mitre: {
        tactic: [{ id: "TA0006", name: "Credential Access" }],
        technique: [{ id: "T1110", name: "Brute Force" }],
      },
    },
    agent: {
      id: "007",
      name: "web-1",
      groups: ["linux", "dmz"],
      host: { hostname: "web-1", ip: ["10.0.0.7"], os: { name: "Ubuntu", platform: "ubuntu" } },
    },
    integration: { name: "sshd" },
    cluster: { name: "contoso", node: "node-1" },
  },
  source: { ip: "203.0.113.9", user: { name: "oracle" } },
  process: { executable: "/usr/sbin/sshd", command_line: "sshd: [accepted]" },
};

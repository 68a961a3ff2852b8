/*
 * Lines of an EVE log, written from Suricata's documentation of versions 6 to 8. Nothing in them happened.
 */

export const anEveAlert = {
  timestamp: "2026-11-20T10:15:30.123456+0100",
  flow_id: 1234567890123456,
  in_iface: "eth1",
  event_type: "alert",
  src_ip: "10.1.2.3",
  src_port: 50123,
  dest_ip: "203.0.113.9",
  dest_port: 8080,
  proto: "TCP",
  ip_v: 4,
  tx_id: 1,
  alert: {
    action: "blocked",
    gid: 1,
    signature_id: 2099001,
    rev: 4,
    signature: "CONTOSO MALWARE Beacon of a loader",
    category: "A Network Trojan was detected",
    severity: 1,
    references: ["https://rules.contoso.example/2099001"],
    metadata: {
      signature_severity: ["Critical"],
      mitre_tactic_name: ["Command_And_Control"],
      mitre_technique_id: ["T1071.001"],
    },
  },
  http: {
    hostname: "cdn.bad.example",
    http_port: 8080,
    url: "/gate?id=7",
    http_user_agent: "curl/8",
    http_method: "POST",
    status: 200,
  },
  files: [{ filename: "/gate", sha256: "a".repeat(64), state: "CLOSED", size: 12 }],
  app_proto: "http",
  host: "sensor-1",
  flow: { pkts_toserver: 3, pkts_toclient: 2, start: "2026-11-20T10:15:29.000000+0100" },
};

export const aMailAlert = {
  timestamp: "2026-11-20T10:16:00.000000+0000",
  flow_id: 77,
  event_type: "alert",
  src_ip: "198.51.100.4",
  src_port: 41000,
  dest_ip: "2001:db8::25",
  dest_port: 25,
  proto: "TCP",
  app_proto: "smtp",
  alert: {
    action: "allowed",
    gid: 1,
    signature_id: 2099002,
    rev: 1,
    signature: "CONTOSO Lure",
    category: "",
    severity: 2,
  },
  email: { from: "Boss <boss@bad.example>", to: ["<jo@contoso.example>"], subject: "Invoice" },
  tls: { sni: "mail.contoso.example" },
};

export const anSmbAlert = {
  timestamp: "2026-11-20T10:17:00.000000+0000",
  event_type: "alert",
  src_ip: "10.1.2.3",
  src_port: 51000,
  dest_ip: "10.1.2.4",
  dest_port: 445,
  proto: "TCP",
  app_proto: "smb",
  alert: { action: "allowed", gid: 1, signature_id: 2099003, rev: 1, signature: "CONTOSO Tool copied", severity: 3 },
  smb: { filename: "tools\\x.exe", ntlmssp: { domain: "CONTOSO", user: "jo" } },
  dns: { version: 3, queries: [{ rrname: "c2.bad.example", rrtype: "A" }] },
};

/** As Filebeat's module of Suricata keeps a line: the addresses and the time in the common schema. */
export const aFilebeatHit = {
  _index: "filebeat-8",
  _id: "x1",
  _source: {
    "@timestamp": "2026-11-20T10:18:00.000Z",
    source: { ip: "192.168.7.7", port: 5353 },
    destination: { ip: "192.0.2.44", port: 53 },
    network: { transport: "udp" },
    suricata: {
      eve: {
        event_type: "alert",
        flow_id: "99",
        alert: { gid: 1, signature_id: 2099004, signature: "CONTOSO Odd name", category: "Misc activity", severity: 4 },
      },
    },
  },
};

/*
 * Events of MISP, written from its core format and from the documentation of its ZeroMQ channel. Nothing in them happened.
 */

export const aMispEvent = {
  Event: {
    id: "77",
    uuid: "5c7cdc3b-0000-4dca-8200-000000000077",
    info: "Loader sent with invoices",
    date: "2026-11-19",
    threat_level_id: "1",
    analysis: "0",
    published: false,
    timestamp: "1795165200",
    publish_timestamp: "0",
    Orgc: { name: "CONTOSO-CERT", uuid: "5c6983c8-0000-4304-869c-000000000001" },
    Org: { name: "CONTOSO" },
    Tag: [{ name: "tlp:amber" }, { name: 'misp-galaxy:mitre-attack-pattern="Spearphishing Attachment - T1566.001"' }],
    Galaxy: [
      {
        type: "mitre-attack-pattern",
        name: "Attack Pattern",
        GalaxyCluster: [
          {
            value: "PowerShell - T1059.001",
            meta: { external_id: ["T1059.001"], kill_chain: ["mitre-attack:execution", "mitre-attack:initial-access"] },
          },
        ],
      },
      { type: "mitre-course-of-action", GalaxyCluster: [{ value: "AppCert DLLs Mitigation - T1182" }] },
    ],
    Attribute: [
      { type: "ip-dst", category: "Network activity", value: "203.0.113.9", to_ids: true, timestamp: "1795165100" },
      { type: "domain|ip", category: "Network activity", value: "bad.example|203.0.113.10", to_ids: true },
      { type: "filename|sha256", category: "Payload delivery", value: `invoice.exe|${"c".repeat(64)}`, to_ids: true },
      { type: "md5", category: "Payload delivery", value: "d".repeat(32), to_ids: true },
      { type: "email-src", category: "Payload delivery", value: "Boss@bad.example" },
      { type: "email-subject", category: "Payload delivery", value: "Your invoice" },
      { type: "target-machine", category: "Targeting data", value: "SRV-1" },
      { type: "target-user", category: "Targeting data", value: "jo" },
      { type: "url", category: "Network activity", value: "http://bad.example/x", deleted: true },
      { type: "link", category: "External analysis", value: "https://blog.example/loader" },
      { type: "comment", category: "Other", value: "Seen at two sites" },
      { type: "attachment", category: "Support Tool", value: "picture.png", data: "iVBORw0KGgo=" },
    ],
    Object: [
      {
        name: "file",
        Attribute: [
          { type: "filename", category: "Payload delivery", value: "stage2.dll" },
          { type: "sha256", category: "Payload delivery", value: "e".repeat(64) },
        ],
      },
      { name: "url", Attribute: [{ type: "url", category: "Network activity", value: "http://bad.example/y" }] },
    ],
  },
};

/** As the ZeroMQ channel tells of an attribute. */
export const anAttributeMessage = {
  Attribute: { type: "ip-dst", value: "203.0.113.9", event_id: "77", uuid: "5c7cdc72-0000-4075-acb5-000000000001" },
  action: "add",
};

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { takePayloads } from "../../packages/core/src/testing/index.ts";
import { shuffled } from "../journeys/harness/shuffled.ts";
import { gistOf, readAs } from "./gist.ts";
import { sampleFilesOf } from "./sample-files.ts";

type Gist = ReturnType<typeof gistOf>;

const labels = (of: Record<string, string>) =>
  `labels:${createHash("sha256").update(JSON.stringify(of)).digest("hex").slice(0, 32)}`;

const nodeDown = (host: string, service = host) => `critical, resolved: node_down: Service ${service} down`;

/** What each file must become, written from the files themselves. */
const alertmanager: Readonly<Record<string, Partial<Gist>>> = {
  "01-eleven-alerts-no-alert-status-groupkey-zero.json": {
    externalId: labels({ scada_uuid: "483b197c-7fe8-11e6-b772-acb57db47f23" }),
    title: "CPU_Percentage_Worning, LoadAverage_15MIN, LoadAverage_1MIN, 5 more (483b197c-7fe8-11e6-b772-acb57db47f23)",
    state: "critical, active",
    updatedAt: "2017-01-26T13:41:06.811Z",
    alerts: [
      "critical, active: LoadAverage_15MIN",
      "medium, active: Memory_aviable_Warning",
      "medium, active: CPU_Percentage_Worning",
      "medium, active: LoadAverage_1MIN",
      "critical, active: LoadAverage_1MIN",
      "medium, active: LoadAverage_5MIN",
      "critical, active: LoadAverage_5MIN",
      "medium, active: LoadAverage_15MIN",
      "medium, active: Test fisic measure",
      "medium, active: Test percentage",
      "medium, active: Test fisic measure from KN",
    ],
    evidence: ["device localhost"],
  },
  "02-v3-groupkey-integer-beyond-int64.json": {
    externalId: "43434343434343434343",
    title: "something_happend (server01.int:9100)",
    state: "medium, active",
    updatedAt: "2016-04-27T20:46:37.903Z",
    evidence: ["device server01.int"],
  },
  "03-eight-alerts-resolved-empty-generator-url.json": {
    externalId: labels({ alertname: "node_down" }),
    title: "node_down",
    state: "critical, resolved",
    updatedAt: "2016-10-20T13:40:37.821Z",
    alerts: [
      nodeDown("mail01.example.com"),
      nodeDown("mail02.example.com"),
      nodeDown("mail02.example.com"),
      nodeDown("smpt03.example.com", "example.com"),
      nodeDown("smpt01.example.com"),
      nodeDown("smpt02.example.com"),
      nodeDown("smpt04.example.com"),
      nodeDown("mail01.example.com"),
    ],
    evidence: ["mail01", "mail02", "smpt03", "smpt01", "smpt02", "smpt04"].map((host) => `device ${host}.example.com`),
  },
  "04-two-firing-alerts-zero-endsAt-tz-offset.json": {
    externalId: '{}:{project="test-project", service="test-service"}',
    title: "test-alert (test-project, test-service)",
    state: "high, active",
    updatedAt: "2017-10-06T07:21:28.214Z",
    alerts: ["high, active: test-alert: Error on a.example", "high, active: test-alert: Error on b.example"],
    evidence: ["device a.example", "device b.example"],
  },
  "05-three-alerts-long-annotations.json": {
    externalId: '{}/{namespace="whatever/promstack"}:{alertname="JustATestAlert_1"}',
    title: "JustATestAlert_1",
    state: "informational, active",
    updatedAt: "2020-10-11T14:34:11.279Z",
    alerts: Array(3).fill(
      "informational, active: JustATestAlert_1: Ratio(Max(Working Set, RSS) / Reservation) [5m Avg] < 40 %",
    ),
    evidence: [],
  },
  "06-v3-severity-value-critic.json": {
    externalId: "43434343434343434343",
    title: "something_happened (test_instance:9100)",
    state: "critical, active",
    updatedAt: "2019-03-14T17:05:37.903Z",
    alerts: ["critical, active: something_happened: Oops, something happened!"],
    evidence: ["device server01.int"],
  },
  "07-group-mixed-firing-and-resolved.json": {
    externalId: '{}:{job="node"}',
    title: "HighMemoryUsage, NodeDown (node)",
    state: "critical, active",
    updatedAt: "2026-05-20T08:30:00.000Z",
    alerts: [
      "medium, active: HighMemoryUsage: Memory usage above 85% on node1",
      "critical, resolved: NodeDown: Node node2 is back up",
    ],
    evidence: ["device node1", "device node2"],
  },
  "08-group-resolved.json": {
    externalId: '{}:{alertname="DiskSpaceLow"}',
    title: "DiskSpaceLow",
    state: "critical, resolved",
    updatedAt: "2026-05-20T08:45:00.000Z",
    alerts: ["critical, resolved: DiskSpaceLow: Disk space low on node1"],
    evidence: ["device node1"],
  },
};

const oneAlert = (state: string, title: string) => ({
  title,
  state: `${state}, active`,
  alerts: [`${state}, active: ${title}`],
});

const wazuh: Readonly<Record<string, Partial<Gist>>> = {
  "01-indexed-alert-virustotal-1.json": {
    externalId: "199901/000",
    ...oneAlert("high", "Source IP flagged malicious by VirusTotal"),
    updatedAt: "2025-12-05T10:12:16.827Z",
    evidence: ["device wazuh-server", "ip 64.62.197.132"],
  },
  "02-indexed-alert-virustotal-2-null-score.json": {
    externalId: "199903/000",
    ...oneAlert("low", "Source IP unknown per VirusTotal"),
    updatedAt: "2025-12-05T10:18:31.597Z",
    evidence: ["device wazuh-server", "ip 108.157.98.17"],
  },
  "03-indexed-alert-sshd-sampledata.json": {
    externalId: "5710/002",
    ...oneAlert("low", "sshd: Attempt to login using a non-existent user"),
    updatedAt: "2024-04-27T18:49:51.048Z",
    evidence: ["device Amazon", "user ec2-user", "ip 141.98.81.37"],
  },
  "04-alert-with-mitre-and-custom-alert-id.json": {
    externalId: "5712/001",
    ...oneAlert("medium", "sshd: brute force attack"),
    updatedAt: null,
    evidence: ["device server-prod-01", "ip 192.168.1.100", "user root"],
  },
  "05-alert-numeric-rule-id-no-manager.json": {
    externalId: "5715/001",
    ...oneAlert("medium", "Multiple authentication failures"),
    updatedAt: "2024-01-16T14:55:32.123Z",
    evidence: ["device web-server-01", "ip 203.0.113.25", "ip 192.168.1.100", "user admin"],
  },
  "06-alert-few-fields-top-level-srcip.json": {
    externalId: "5712/003",
    ...oneAlert("medium", "SSH brute force"),
    updatedAt: "2026-03-31T14:23:00.000Z",
    evidence: ["device web-prod-01", "ip 203.0.113.15"],
  },
  "07-alert-no-timestamp-no-agent-name.json": {
    externalId: "apt/2",
    ...oneAlert("critical", "y"),
    updatedAt: null,
    evidence: ["device agent 2"],
  },
  "08-indexed-alert-timestamp-without-colon-offset.json": {
    externalId: "5710/001",
    ...oneAlert("low", "sshd: Attempt to login using a non-existent user"),
    updatedAt: "2026-04-20T10:00:00.000Z",
    evidence: ["device web-01"],
  },
};

const phish = "Email reported by user as malware or phish";
const reported: Partial<Gist> = {
  externalId: "924518",
  title: phish,
  state: "informational, active",
  updatedAt: "2020-09-06T12:07:55.320Z",
  alerts: [`informational, inProgress: ${phish}`],
};
const investigation = "Automated investigation started manually";

const defenderXdr: Readonly<Record<string, Partial<Gist>>> = {
  "01-incident-ransomware-activity.json": {
    externalId: "924565",
    ...oneAlert("medium", "Ransomware activity"),
    updatedAt: "2020-09-06T14:46:57.290Z",
    evidence: ["user testUser2@contoso.com", "ip 62.216.203.204"],
  },
  "02-incident-mimikatz-one-endpoint.json": {
    externalId: "924521",
    title: "'Mimikatz' hacktool was detected on one endpoint",
    state: "low, active",
    updatedAt: "2020-09-06T12:18:03.810Z",
    alerts: ["low, active: 'Mimikatz' hacktool was detected"],
    evidence: [
      "device user5cx.middleeast.corp.contoso.com in WDATP-Ring0",
      "file C:\\Agent\\_work\\_temp\\Deploy_SYSTEM 2020-09-06 12_14_54\\Out\\Detector.UnitTests.dll",
    ],
  },
  "03-incident-email-reported-mailbox-mailcluster-mailmessage.json": {
    ...reported,
    evidence: [
      "mailbox testUser3@contoso.com",
      "mailbox test.User4@contoso.com",
      "mailMessage [EXTERNAL] Attention",
      "mailMessage Subject;P2SenderDomain;ContentType",
      "mailMessage Subject;SenderIp;ContentType",
      "mailMessage BodyFingerprintBin1;P2SenderDomain;ContentType",
      "mailMessage BodyFingerprintBin1;SenderIp;ContentType",
      "ip 49.50.81.121",
    ],
  },
  "04-incident-email-reported-short-variant.json": { ...reported, evidence: ["mailbox testUser3@contoso.com"] },
  "05-incident-missing-optional-fields.json": { ...reported, evidence: ["mailbox user@example.com"] },
  "06-incident-with-user-no-devices-status-new.json": {
    externalId: "336",
    ...oneAlert("medium", "User login from a domain not seen in 60 days"),
    updatedAt: null,
    evidence: ["ip 192.0.2.1", "user username@domain"],
  },
  "07-incident-12-alerts-same-device-same-alert-id.json": {
    externalId: "263",
    title: `${investigation} on one endpoint`,
    state: "informational, active",
    updatedAt: "2021-04-27T08:30:46.746Z",
    alerts: Array(12).fill(`informational, resolved: ${investigation}`),
    evidence: ["device deviceDnsName"],
  },
};

const eicar: Partial<Gist> = {
  externalId: "1",
  authority: "microsoft-xdr:5c824599-ab2c-43ab-651x-3b886d4f8f10",
  title: "EICAR_Test_File malware was detected",
  state: "informational, active",
  alerts: ["informational, resolved: EICAR_Test_File malware was detected"],
};

const mdeAlerts: Readonly<Record<string, Partial<Gist>>> = {
  "01-alert-full-evidence-list.json": {
    externalId: "1126093",
    authority: "microsoft-xdr:a839b112-1253-6432-9bf6-94542403f21c",
    ...oneAlert("low", "Low-reputation arbitrary code executed by signed executable"),
    evidence: [
      "device temp123.middleeast.corp.microsoft.com in A",
      "user MIDDLEEAST\\temp123",
      "user temp123@microsoft.com",
      "process rundll32.exe",
      "file c:\\temp\\suspicious.dll",
    ],
  },
  "02-alert-meterpreter-rbac-group.json": {
    externalId: "7587",
    ...oneAlert("low", "Suspicious 'Meterpreter' behavior was detected"),
    evidence: ["device temp123.middleeast.corp.microsoft.com in MiddleEast", "user MIDDLEEAST\\temp123"],
  },
  "03-alert-eicar.json": { ...eicar, evidence: ["device example-desktop"] },
  "04-alert-eicar-same-id-with-evidence.json": {
    ...eicar,
    evidence: ["device example-desktop", "user user@example.com"],
  },
  "05-alert-other-id-same-incident-id.json": {
    externalId: "1126093",
    authority: "microsoft-xdr:11111111-1253-6432-9bf6-94542403f21c",
    ...oneAlert("low", "Example Title"),
  },
  "06-alert-resolved-false-positive.json": { ...eicar, evidence: ["device example-desktop"] },
};

const resource = (subscription: string, group: string, workspace: string, id: string) =>
  `/subscriptions/${subscription}/resourcegroups/${group}/providers/microsoft.operationalinsights/workspaces/${workspace}/providers/microsoft.securityinsights/incidents/${id}`;

const nothing: Partial<Gist> = { alerts: [], evidence: [] };

const sentinel: Readonly<Record<string, Partial<Gist>>> = {
  "01-incident-no-owner-no-url-no-alerts.json": {
    ...nothing,
    externalId: resource("0ce65e6b-a780-44ca-9e51-df965e27aefe", "integrationlab", "sentinel", "1505"),
    title: "Not a test at all",
    state: "low, active",
    updatedAt: "2022-06-02T09:52:00.564Z",
  },
  "02-incident-numeric-name-few-fields.json": {
    ...nothing,
    externalId: resource("aaaef455-a780-44ca-9e51-aaafffeeea3a", "integrationlab", "sentinel", "14071867"),
    title: "Incident At Work",
    state: "high, resolved",
  },
  "03-incident-minimal.json": {
    ...nothing,
    externalId: resource("eeee-aaaa-aaa-eeee-eeeeee", "integrationlab", "sentinel", "1407186457"),
    title: "Test incident",
    state: "low, active",
  },
  "04-incident-owner-fields-are-string-null.json": {
    ...nothing,
    externalId: resource("123", "rg", "wsname", "13ffba29-971c-4d70-9cb4-ddd0ec1bbb84"),
    title: "Test Incident",
    state: "medium, active",
    updatedAt: "2020-11-11T02:12:52.389Z",
  },
  "05-security-alert-python-style-dates.json": {
    externalId: "alert-2518642332435550951_b6329e79-0a94-4035-beee-c2",
    ...oneAlert("low", "Windows registry persistence method detected"),
    updatedAt: "2018-09-27T16:59:47.000Z",
    evidence: [
      "device TESTHOST.DOM.CONTOSO.COM",
      "file c:\\windows\\system32\\cmd.exe",
      "process cmd.exe",
      "user DOM\\TESTHOST$",
      "file c:\\windows\\system32\\reg.exe",
      "process reg.exe",
      "other HKEY_CURRENT_USER\\software\\microsoft\\windows\\currentversion\\run",
      "file D41D122374906FE97D7185DBB2C767B8D98DF9DEC564C4A204028DFD892496BA",
      "file %OSDRIVE%\\WINDOWSAZURE\\SECAGENT\\WASECAGENTPROV.EXE",
      "process mimikatz.exe",
    ],
  },
  "06-logic-app-templated-body-accounts-ips.json": {
    externalId: "INC-1001",
    ...oneAlert("high", "Impossible Travel for Privileged Account"),
    updatedAt: null,
    evidence: ["user admin@company.com", "ip 203.0.113.10", "ip 10.1.2.3"],
  },
  "07-logic-app-templated-body-host.json": {
    externalId: "INC-2003",
    ...oneAlert("high", "PowerShell Encoded Command"),
    updatedAt: null,
    evidence: [
      "device WS-0142",
      "user jdoe@company.com",
      "file deadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
    ],
  },
};

const expected: Readonly<Record<string, { files: Readonly<Record<string, Partial<Gist>>>; authority: string | null }>> =
  {
    alertmanager: { files: alertmanager, authority: "source:source-1" },
    wazuh: { files: wazuh, authority: "source:source-1" },
    "defender-xdr": { files: defenderXdr, authority: "microsoft-xdr:contoso-tenant" },
    sentinel: { files: sentinel, authority: "source:source-1" },
    "mde-alerts": { files: mdeAlerts, authority: null },
  };

describe.each(Object.entries(expected))("samples of %s", (kind, { files, authority }) => {
  const samples = sampleFilesOf(kind);

  test.skipIf(samples.length === 0 && !process.env["CI"])("are there, and none is unknown", () => {
    expect(samples.map(({ name }) => name)).toEqual(Object.keys(files));
  });

  test.each(samples.map(({ name, payload }) => [name, payload] as const))(
    "%s is the right incident",
    (name, payload) => {
      expect(gistOf(readAs(kind, payload))).toMatchObject({ ...(authority !== null && { authority }), ...files[name] });
    },
  );

  test("end in the same incidents in whatever order, and however often, they come", () => {
    const endOf = (payloads: readonly unknown[]) => {
      const groups = Map.groupBy(
        payloads.map((payload) => readAs(kind, payload)),
        (incident) => `${incident.authority} ${incident.externalId}`,
      );
      return new Map([...groups].map(([key, incidents]) => [key, takePayloads(incidents)]));
    };
    const payloads = samples.map(({ payload }) => payload);
    const end = endOf(payloads);
    for (let round = 0; round < 20; round += 1) expect(endOf(shuffled([...payloads, ...payloads]))).toEqual(end);
  });
});

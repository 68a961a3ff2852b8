/** The shapes that incidents are posted in. */
export const bodyShapes = ["generic", "graph-security", "alertmanager"] as const;
export type BodyShape = (typeof bodyShapes)[number];

/** What marks an incident, and stands in its mail's subject: the run's name and a number. */
export const nonceOf = (run: string, index: number): string => `bench-${run}-${index}`;
export const noncePattern = /\bbench-[a-z]+-\d+\b/;

/** The name by which a rule or route knows its incidents; every incident is of exactly one. */
export const sensorOf = (rule: number): string => `sensor-${String(rule).padStart(4, "0")}`;

const devicesEach = 3;
const story =
  "A process that is seldom seen on this device read the memory of the local security authority and then opened " +
  "connections to addresses that no other device of the organization speaks to. Two accounts signed in shortly " +
  "afterwards from an address in another country. Compare the sign-ins with the owners' calendars, isolate the " +
  "device if they do not know of them, and reset the credentials that were used on it since the first activity.";

const deviceOf = (index: number, n: number): string => `srv-${(index * devicesEach + n) % 997}`;
const userOf = (index: number, n: number): string => `user-${(index + n) % 499}@contoso.example`;
const addressOf = (index: number, n: number): string => `198.51.${(index + n) % 200}.${(index % 250) + 1}`;
const sha256Of = (index: number, n: number): string => (index * 31 + n).toString(16).padStart(64, "a7");
const titleOf = (nonce: string, rule: number): string => `${nonce} Credential access seen by ${sensorOf(rule)}`;

const genericAlert = (nonce: string, index: number, rule: number, n: number) => ({
  externalId: `${nonce}-a${n}`,
  title: `Memory of the security authority was read on ${deviceOf(index, n)}`,
  severity: "high",
  status: "new",
  category: "CredentialAccess",
  techniques: ["T1003.001", "T1078"],
  serviceSource: sensorOf(rule),
  detectionSource: "endpoint",
  createdAt: "2026-03-02T08:15:30Z",
  evidence: [
    { type: "device", name: deviceOf(index, n), group: "Servers", os: "Windows Server 2022", domain: "corp.example" },
    { type: "user", name: userOf(index, n) },
    { type: "ip", value: addressOf(index, n) },
    { type: "process", name: "rundll32.exe", commandLine: `rundll32.exe comsvcs.dll MiniDump ${index} lsass.dmp full` },
    { type: "file", name: "lsass.dmp", path: "C:\\Windows\\Temp", sha256: sha256Of(index, n) },
  ],
});

const generic = (nonce: string, index: number, rule: number) => ({
  externalId: nonce,
  title: titleOf(nonce, rule),
  description: story,
  severity: "high",
  status: "active",
  createdAt: "2026-03-02T08:15:30Z",
  updatedAt: "2026-03-02T08:16:10Z",
  url: `https://portal.example/incidents/${nonce}`,
  categories: ["CredentialAccess", "LateralMovement"],
  tags: ["tier-0", "crown-jewels"],
  alerts: [0, 1, 2].map((n) => genericAlert(nonce, index, rule, n)),
});

const graphEvidence = (index: number, n: number) => [
  {
    "@odata.type": "#microsoft.graph.security.deviceEvidence",
    createdDateTime: "2026-03-02T08:15:30.1234567Z",
    verdict: "suspicious",
    remediationStatus: "active",
    mdeDeviceId: sha256Of(index, n).slice(0, 40),
    deviceDnsName: `${deviceOf(index, n)}.corp.contoso.example`,
    osPlatform: "WindowsServer2022",
    rbacGroupName: "Servers",
    riskScore: "high",
    lastIpAddress: "10.1.2.3",
    loggedOnUsers: [{ accountName: `user-${index % 499}`, domainName: "CORP" }],
  },
  {
    "@odata.type": "#microsoft.graph.security.userEvidence",
    verdict: "suspicious",
    userAccount: { accountName: `user-${index % 499}`, domainName: "CORP", userPrincipalName: userOf(index, n) },
  },
  { "@odata.type": "#microsoft.graph.security.ipEvidence", ipAddress: addressOf(index, n), countryLetterCode: "NL" },
];

const graphAlert = (nonce: string, index: number, rule: number, n: number) => ({
  id: `${nonce}-a${n}`,
  title: `Memory of the security authority was read on ${deviceOf(index, n)}`,
  severity: "high",
  status: "new",
  category: "CredentialAccess",
  mitreTechniques: ["T1003.001", "T1078"],
  serviceSource: sensorOf(rule),
  detectionSource: "antivirus",
  createdDateTime: "2026-03-02T08:15:30.1234567Z",
  lastUpdateDateTime: "2026-03-02T08:16:10.7654321Z",
  alertWebUrl: `https://portal.example/alerts/${nonce}-a${n}`,
  evidence: graphEvidence(index, n),
});

const graphSecurity = (nonce: string, index: number, rule: number) => ({
  "@odata.type": "#microsoft.graph.security.incident",
  id: nonce,
  displayName: titleOf(nonce, rule),
  description: story,
  severity: "high",
  status: "active",
  createdDateTime: "2026-03-02T08:15:30.1234567Z",
  lastUpdateDateTime: "2026-03-02T08:16:10.7654321Z",
  incidentWebUrl: `https://portal.example/incidents/${nonce}`,
  customTags: ["tier-0"],
  alerts: [0, 1].map((n) => graphAlert(nonce, index, rule, n)),
});

/** The same facts as labels and annotations. One alert is one group, so it makes one mail. */
const alertmanager = (nonce: string, index: number, rule: number) => ({
  labels: {
    alertname: "CredentialAccess",
    nonce,
    sensor: sensorOf(rule),
    severity: "high",
    device: deviceOf(index, 0),
    user: userOf(index, 0),
    address: addressOf(index, 0),
    category: "CredentialAccess",
    technique: "T1003.001",
  },
  annotations: {
    title: titleOf(nonce, rule),
    description: story,
    runbook: `https://portal.example/incidents/${nonce}`,
    ...Object.fromEntries(
      [0, 1, 2].map((n) => [`alert_${n}`, JSON.stringify(genericAlert(nonce, index, rule, n).evidence)]),
    ),
  },
  generatorURL: `https://portal.example/incidents/${nonce}`,
});

const makers: Record<BodyShape, (nonce: string, index: number, rule: number) => object> = {
  generic,
  "graph-security": graphSecurity,
  alertmanager,
};

/** One incident of about 3 KB, the same for the same arguments. */
export const documentOf = (shape: BodyShape, run: string, index: number, rules: number): object =>
  makers[shape](nonceOf(run, index), index, index % rules);

/** The body of one request that carries these incidents. */
export const bodyOf = (shape: BodyShape, documents: readonly object[]): string =>
  JSON.stringify(documents.length === 1 && shape !== "alertmanager" ? documents[0] : documents);

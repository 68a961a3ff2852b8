import type { Client } from "../harness/client.ts";
import { until } from "../harness/until.ts";

/** Ids of what stands on the pages. */
export interface Furnished {
  readonly incidentId: string;
  readonly ruleId: string;
  /** A mail that was made and captured. */
  readonly deliveryId: string;
  readonly silenceId: string;
  /** Sends its incidents, of a kind with settings of its own. */
  readonly sourceId: string;
  /** Is polled, at an address where nobody answers. */
  readonly polledSourceId: string;
  /** Somebody invited, who may see one device group. */
  readonly userId: string;
}

const severities = ["critical", "high", "medium", "low", "informational"];

/** Fills an installation with one of everything that a page shows, long names and foreign ones among them. */
export const furnish = async (admin: Client): Promise<Furnished> => {
  const source = await admin.makeSource("generic");
  const servers = await admin.makeDeviceGroup("Servers in Amsterdam", [
    { property: "name", operator: "startsWith", values: ["srv-"] },
  ]);
  const rule = await admin.makeRule("High and critical incidents on servers", ["ada@contoso.example"], {
    severities: ["high", "critical"],
    frequency: { kind: "oncePerIncident", alsoOnEscalation: true },
  });
  await admin.makeRule("Everything, for the record", ["soc@contoso.example", "night-shift@contoso.example"], {
    severities: ["medium", "high", "critical"],
  });
  const incidents = [];
  for (const [index, severity] of severities.entries()) {
    incidents.push(...(await source.ingest(incident(index, severity))));
  }
  const [first] = incidents;
  if (first === undefined) throw new Error("No incident was taken in");
  const deliveryId = await until("a captured mail", async () => {
    const [captured] = await admin.deliveries(`&state=captured&incident=${first.incidentId}`);
    return captured?.id ?? null;
  });
  const silence = await admin.makeSilence("Patch night of the servers in Amsterdam", 3_600_000);
  const user = await admin.inviteUser("Sanne de Vries", "sanne@contoso.example", [
    { role: "securityAdministrator", deviceGroups: [servers.id] },
  ]);
  return {
    incidentId: first.incidentId,
    ruleId: rule.id,
    deliveryId,
    silenceId: silence.id,
    userId: user.id,
    sourceId: await makeSource(admin, { name: "Wazuh in Amsterdam", kind: "wazuh", signed: true }),
    polledSourceId: await makeSource(admin, { name: "Our tenant", kind: "graph-security", poll: unanswered }),
  };
};

const unanswered = {
  tenantId: "contoso.example",
  clientId: "tocsin",
  clientSecret: "secret-of-the-client",
  baseUrl: "http://127.0.0.1:9/v1.0",
  loginUrl: "http://127.0.0.1:9",
};

const makeSource = async (admin: Client, draft: object): Promise<string> => {
  const answer = await admin.request<{ id: string }>("POST", "/api/v1/sources", draft);
  if (answer.status !== 201) throw new Error(`No source was made: ${JSON.stringify(answer.body)}`);
  return answer.body.id;
};

const incident = (index: number, severity: string) => ({
  externalId: `furnished-${index}`,
  title: titles[index],
  severity,
  categories: ["CredentialAccess", "LateralMovement"],
  tags: ["production"],
  alerts: [
    {
      externalId: `furnished-alert-${index}`,
      title: "A process read the memory of lsass.exe",
      severity,
      category: "CredentialAccess",
      techniques: ["T1003.001"],
      evidence: [
        { type: "device", name: `srv-${index}`, os: "Windows Server 2025" },
        { type: "user", name: "sanne@contoso.example" },
        { type: "ip", value: "203.0.113.7" },
      ],
    },
  ],
});

const titles = [
  "Credentials were dumped on several servers",
  "A very long name, as products make them up: multi-stage incident involving initial access, persistence and exfiltration reported by several sources",
  "Aanmelding vanuit een onbekend land",
  "<b>Not bold</b> & not markup",
  "حادثة أمنية",
];

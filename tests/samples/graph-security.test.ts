import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  alertOf,
  evidenceOf,
  type IncomingIncident,
  incidentFactsOf,
  sourceKindOf,
} from "../../packages/core/src/incidents/index.ts";
import { sampleFilesOf } from "./sample-files.ts";

const context = {
  sourceId: "source-1",
  tenantId: "Contoso-Tenant",
  settings: {},
  digest: (text: string) => createHash("sha256").update(text).digest("hex"),
};

const read = (payload: unknown): IncomingIncident => {
  const result = sourceKindOf("graph-security")?.normalise(payload, context);
  if (!result?.ok) throw new Error(`${result?.problem.path} ${result?.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

/** What people look at first. */
const gist = ({ externalId, authority, layers, alerts }: IncomingIncident) => {
  const severities = alerts.map((alert) => alertOf(alert).severity.value);
  const { title, severity, status, assignedTo, redirectTo, tags, updatedAt } = incidentFactsOf(layers, severities);
  const evidence = alerts.flatMap((alert) => alert.evidence.map(evidenceOf));
  return {
    externalId,
    tenant: authority,
    title,
    severity: severity.value,
    status: status.value,
    assignedTo,
    redirectTo,
    tags,
    updatedAt,
    alerts: alerts.map(({ key }) => key),
    devices: evidence.flatMap(({ type, name, sourceGroup, os }) =>
      type === "device" ? [{ name, sourceGroup, os }] : [],
    ),
    users: evidence.flatMap(({ type, name }) => (type === "user" ? [name] : [])),
    otherEvidence: evidence.flatMap(({ type, name }) =>
      type === "device" || type === "user" ? [] : [`${type} ${name}`],
    ),
  };
};

type Gist = ReturnType<typeof gist>;

const nothing = { assignedTo: null, redirectTo: null, tags: [], alerts: [], devices: [], users: [], otherEvidence: [] };
const at = (text: string, micros: number) => Date.parse(text) + micros / 1000;
const hiddenFile = {
  devices: [{ name: "tempDns", sourceGroup: null, os: "Windows10" }],
  users: ["NT AUTHORITY\\SYSTEM"],
  otherEvidence: [
    "file C:\\Program Files\\temp\\MsSense.exe",
    "process MsSense.exe",
    "other HKEY_LOCAL_MACHINE\\SYSTEM\\CONTROLSET001\\CONTROL\\WMI\\AUTOLOGGER\\SENSEAUDITLOGGER",
  ],
};
const multiStage = {
  externalId: "2972395",
  tenant: "microsoft-xdr:b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c",
  title:
    "Multi-stage incident involving Initial access & Command and control on multiple endpoints reported by multiple sources",
  severity: "medium",
  status: "active",
  assignedTo: "KaiC@contoso.onmicrosoft.com",
  tags: ["Demo"],
  updatedAt: at("2021-09-30T09:35:45Z", 113_333),
} as const;

const expected: Readonly<Record<string, Gist>> = {
  "01-incident-without-alerts.json": { ...nothing, ...multiStage },
  "02-incident-with-alert-evidence-device-group.json": {
    ...nothing,
    ...multiStage,
    ...hiddenFile,
    alerts: ["da637551227677560813_-961444813"],
  },
  "03-alert-v2-standalone.json": {
    ...nothing,
    ...hiddenFile,
    externalId: "28282",
    tenant: "microsoft-xdr:b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c",
    title: "Suspicious execution of hidden file",
    severity: "low",
    status: "active",
    updatedAt: at("2021-05-02T14:19:01Z", 326_667),
    alerts: ["da637578995287051192_756343937"],
  },
  "04-incident-dlp-long-title-active.json": {
    ...nothing,
    externalId: "12345",
    tenant: "microsoft-xdr:contoso-tenant",
    title:
      "DLP policy (Custom policy) matched for email with subject (Splunk Report: High Or Critical Priority Host With Malware - 15 min) involving one user",
    severity: "medium",
    status: "active",
    updatedAt: at("2024-03-26T13:35:45Z", 230_000),
  },
  "05-incident-resolved-informational.json": {
    ...nothing,
    externalId: "12346",
    tenant: "microsoft-xdr:contoso-tenant",
    title: "Automated investigation started manually on one endpoint",
    severity: "informational",
    status: "resolved",
    updatedAt: at("2024-03-26T13:31:46Z", 506_667),
  },
  "06-incident-redirected-update-of-12345.json": {
    ...nothing,
    externalId: "12345",
    tenant: "microsoft-xdr:dummy-tenant-id",
    title:
      "DLP policy (Custom policy) matched for email with subject (Splunk Report: High Or Critical Priority Host With Malware - 15 min)",
    severity: "medium",
    status: "redirected",
    assignedTo: "Cortex XSOAR MS Graph Dev",
    redirectTo: "1234",
    updatedAt: at("2024-03-13T15:22:26Z", 276_667),
  },
  "07-incident-single-alertcorrelation.json": {
    ...nothing,
    externalId: "12345",
    tenant: "microsoft-xdr:abc-123",
    title: "Exfiltration incident involving multiple users",
    severity: "medium",
    status: "active",
    updatedAt: at("2024-03-14T15:51:07Z", 250_000),
  },
};

const samples = sampleFilesOf("graph-security");

test.skipIf(samples.length === 0 && !process.env["CI"])("there are samples to read", () => {
  expect(samples.length).toBeGreaterThan(0);
});

describe.each(samples.map((sample) => [sample.name, sample.payload] as const))("%s", (name, payload) => {
  test("is an incident", () => {
    expect(read(payload).externalId).not.toBe("");
  });

  const gistOfFile = expected[name];
  if (gistOfFile) {
    test("is the right incident", () => {
      expect(gist(read(payload))).toEqual(gistOfFile);
    });
  }

  test("is the same in a page of a list", () => {
    const documents = sourceKindOf("graph-security")?.open({ "@odata.context": "…", value: [payload] });
    expect(documents?.map(read)).toEqual([read(payload)]);
  });
});

import { describe, expect, test } from "vitest";
import { type IncomingIncident, sourceKindOf } from "../../packages/core/src/incidents/index.ts";
import { takePayload, takePayloads, testDigest } from "../../packages/core/src/testing/index.ts";
import { shuffled } from "../journeys/harness/shuffled.ts";
import { gistOf, readAs } from "./gist.ts";
import { sampleFilesOf } from "./sample-files.ts";

type Gist = ReturnType<typeof gistOf>;
/** What a file must become, written from the file itself; null for one that tells of no detection. */
type Expected = Readonly<Record<string, Partial<Gist> | null>>;

const oneAlert = (state: string, title: string): Partial<Gist> => ({ title, state, alerts: [`${state}: ${title}`] });

const commandAndControl: Partial<Gist> = {
  externalId: "123456789012/us-west-2/Backdoor:EC2%2fC&CActivity.B!DNS/i-0123456789abcdef0",
  ...oneAlert("high, active", "Command and control activity"),
  updatedAt: "2026-07-22T18:47:17.000Z",
  evidence: ["device i-0123456789abcdef0", "ip 203.0.113.10"],
};

const guardDuty: Expected = {
  "01-finding-ec2.json": {
    externalId: "123456789012/us-east-1/Canary:EC2%2fStateless.IntegTest/i-05746eb48123455e0",
    ...oneAlert("medium, active", "Canary:EC2/Stateless.IntegTest"),
    updatedAt: "2017-10-31T23:16:23.824Z",
    evidence: ["device i-05746eb48123455e0", "ip 0.0.0.0"],
  },
  "02-finding-iam.json": {
    externalId: "123456789012/us-east-1/Recon:IAMUser%2fMaliciousIPCaller.Custom/GeneratedFindingUserName",
    ...oneAlert(
      "medium, resolved",
      "Reconnaissance API GeneratedFindingAPIName was invoked from an IP address on a custom threat list.",
    ),
    updatedAt: "2022-01-13T00:00:47.427Z",
    evidence: ["device i-99999999", "user GeneratedFindingUserName", "ip 198.51.100.0"],
  },
  "03-finding-s3.json": {
    externalId: "123456789012/us-east-1/PenTest:S3%2fParrotLinux/arn:aws:s3:::bucketName",
    ...oneAlert(
      "medium, resolved",
      "API GeneratedFindingAPIName was invoked from a remote host potentially running Parrot Security Linux.",
    ),
    updatedAt: "2022-01-13T00:00:47.437Z",
    evidence: [
      "device i-99999999",
      "user GeneratedFindingUserName",
      "cloudResource bucketName",
      "ip 198.51.100.0",
      "cloudResource GeneratedFindingS3Bucket",
    ],
  },
  "04-eventbridge-network.json": commandAndControl,
  "05-finding-network-fractional-severity.json": commandAndControl,
  "06-eventbridge-empty-detail-wrong-source.json": null,
  "07-finding-critical.json": {
    externalId: "123456789012/us-east-1/AttackSequence:IAM%2fCompromisedCredentials/8c258d654378414b9bc26f61a93eb816",
    ...oneAlert(
      "critical, active",
      "Potential credential compromise of IAMUser/john_doe indicated by a sequence of actions.",
    ),
    updatedAt: "2025-02-25T20:40:06.721Z",
    evidence: ["user john_doe", "ip 10.0.0.1"],
  },
};

const securityHub: Expected = {
  // A check that passed, of which nobody says that it had failed.
  "01-eventbridge-custom-action.json": null,
  "02-eventbridge-custom-action-2.json": {
    externalId: [
      "111111111111/us-east-2",
      "arn:aws:securityhub:::ruleset%2fcis-aws-foundations-benchmark%2fv%2f1.2.0%2frule%2f2.3",
      "arn:aws:s3:::cloudtrail-awslogs-111111111111-kjfskljdfl",
    ].join("/"),
    ...oneAlert(
      "critical, active",
      "2.3 Ensure the S3 bucket used to store CloudTrail logs is not publicly accessible",
    ),
    updatedAt: "2020-06-17T13:01:25.561Z",
    evidence: ["cloudResource cloudtrail-awslogs-111111111111-kjfskljdfl"],
  },
  "03-eventbridge-imported.json": {
    externalId: "123456789012/us-east-1/S3.1/arn:aws:s3:::test-bucket",
    ...oneAlert("high, active", "Security control S3.1"),
    updatedAt: null,
    evidence: ["cloudResource test-bucket"],
  },
};

const project = (number: string) => `%2f%2fcloudresourcemanager.googleapis.com%2fprojects%2f${number}`;

const auditLogging: Partial<Gist> = {
  externalId: `AUDIT_LOGGING_DISABLED/${project("108906606255")}`,
  ...oneAlert("low, active", "AUDIT_LOGGING_DISABLED"),
  updatedAt: "2019-10-22T21:01:08.832Z",
};

const badIp: Partial<Gist> = {
  externalId: `C2: Bad IP/${project("000000000000")}`,
  ...oneAlert("unknown, active", "C2: Bad IP"),
  updatedAt: "2019-11-22T18:34:36.153Z",
  evidence: ["device bad-ip-caller", "cloudResource //cloudresourcemanager.googleapis.com/projects/000000000000"],
};

const gcpScc: Expected = {
  "01-audit-logging-disabled.json": {
    ...auditLogging,
    evidence: ["cloudResource //cloudresourcemanager.googleapis.com/projects/108906606255"],
  },
  "02-audit-logging-disabled-update-remediated.json": { ...auditLogging, evidence: ["cloudResource test-project"] },
  "03-bad-ip.json": badIp,
  "04-bad-ip-update-remediated.json": badIp,
  "05-bucket-policy-only-disabled.json": {
    externalId: "BUCKET_POLICY_ONLY_DISABLED/%2f%2fstorage.googleapis.com%2funique-test-bucket",
    ...oneAlert("medium, active", "BUCKET_POLICY_ONLY_DISABLED"),
    updatedAt: "2022-04-08T23:15:23.219Z",
    evidence: ["cloudResource unique-test-bucket"],
  },
  "06-open-firewall-newer-schema.json": {
    externalId:
      "OPEN_FIREWALL/%2f%2fcompute.googleapis.com%2fprojects%2ftest-project%2fglobal%2ffirewalls%2f4695668982209007936",
    ...oneAlert("high, active", "OPEN_FIREWALL"),
    updatedAt: "2021-06-01T14:57:33.426Z",
    evidence: ["cloudResource open-cassandra-port-tcp-7199"],
  },
  "07-iam-anomalous-grant-epoch-zero-times.json": {
    externalId: `Persistence: IAM Anomalous Grant/${project("12345678")}`,
    ...oneAlert("high, active", "Persistence: IAM Anomalous Grant"),
    updatedAt: null,
    evidence: [
      "cloudResource //cloudresourcemanager.googleapis.com/projects/12345678",
      "user test-user@test-project.iam.gserviceaccount.com",
    ],
  },
  "08-minimal.json": { ...oneAlert("high, active", "Malware: Bad IP"), updatedAt: null, evidence: [] },
};

const githubSecurity: Expected = {
  "01-code-scanning-created.json": {
    externalId: "Codertocat/Hello-World/code-scanning/10",
    ...oneAlert("high, active", "Query built from user-controlled sources"),
    updatedAt: "2021-02-11T03:10:43.000Z",
    evidence: ["cloudResource Codertocat/Hello-World", "file src/main/java/com/github/demo/service/BookService.java"],
  },
  "02-code-scanning-closed-by-user-update.json": {
    externalId: "Codertocat/Hello-World/code-scanning/10",
    ...oneAlert("high, resolved", "CVE-2020-27218 Severity=Medium Package=http2-hpack Version=9.4.27.v20200227"),
    updatedAt: "2021-02-11T02:59:08.000Z",
    evidence: [
      "cloudResource Codertocat/Hello-World",
      "file /usr/local/jetty/lib/http2/http2-hpack-9.4.27.v20200227.jar",
    ],
  },
  "03-dependabot-created.json": {
    externalId: "wolfy1339/pika-pack/dependabot/20",
    ...oneAlert("medium, active", "semver vulnerable to Regular Expression Denial of Service"),
    updatedAt: "2023-06-24T13:57:12.000Z",
    evidence: [
      "cloudResource wolfy1339/pika-pack",
      "file package-lock.json",
      "other semver",
      "other CVE-2022-25883",
      "other GHSA-c2qf-rxjj-qqgw",
    ],
  },
  "04-security-advisory-published.json": {
    externalId: "advisory/GHSA-rf4j-j272-fj86",
    ...oneAlert("medium, active", "Moderate severity vulnerability that affects django"),
    updatedAt: "2018-10-03T21:13:54.000Z",
    evidence: ["other django", "other GHSA-rf4j-j272-fj86", "other CVE-2018-6188"],
  },
};

const expected: Readonly<Record<string, Expected>> = {
  "aws-guardduty": guardDuty,
  "aws-securityhub": securityHub,
  "gcp-scc": gcpScc,
  "github-security": githubSecurity,
};

/** The gist with the state that follows from the alerts, of which a gathered incident says nothing itself. */
const takenGist = (incident: IncomingIncident): Gist => {
  const { severity, status } = takePayload(null, incident).merged.facts;
  return { ...gistOf(incident), state: `${severity.value}, ${status.value}` };
};

const isIgnored = (kind: string, payload: unknown): boolean => {
  const context = { sourceId: "source-1", tenantId: "", settings: {}, digest: testDigest };
  const result = sourceKindOf(kind)?.normalise(payload, context);
  return result?.ok === true && result.value.kind === "ignored";
};

describe.each(Object.entries(expected))("samples of %s", (kind, files) => {
  const samples = sampleFilesOf(kind);

  test.skipIf(samples.length === 0 && !process.env["CI"])("are there, and none is unknown", () => {
    expect(samples.map(({ name }) => name)).toEqual(Object.keys(files));
  });

  test.each(samples.map(({ name, payload }) => [name, payload] as const))(
    "%s is the right incident, or none",
    (name, payload) => {
      const gist = files[name];
      expect(isIgnored(kind, payload)).toBe(gist === null);
      if (gist) expect(takenGist(readAs(kind, payload))).toMatchObject({ authority: "source:source-1", ...gist });
    },
  );

  test("end in the same incidents in whatever order, and however often, they come", () => {
    const endOf = (payloads: readonly unknown[]) => {
      const groups = Map.groupBy(
        payloads.map((payload) => readAs(kind, payload)),
        ({ externalId }) => externalId,
      );
      return new Map([...groups].map(([key, incidents]) => [key, takePayloads(incidents)]));
    };
    const payloads = samples.filter(({ name }) => files[name] !== null).map(({ payload }) => payload);
    const end = endOf(payloads);
    for (let round = 0; round < 20; round += 1) expect(endOf(shuffled([...payloads, ...payloads]))).toEqual(end);
  });
});

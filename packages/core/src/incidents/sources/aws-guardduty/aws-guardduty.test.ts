import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { aGuardDutyEvent, aGuardDutyFinding, anAttackSequence, aPascalCaseFinding } from "./fixtures.ts";
import { awsGuardDuty } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const read = (payload: unknown, settings: unknown = {}): IncomingIncident => {
  const result = awsGuardDuty.normalise(payload, contextOf(settings));
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const alertRead = (payload: unknown) => {
  const [alert] = read(payload).alerts;
  if (!alert) throw new Error("There is no alert");
  return alertOf(alert);
};

const shown = (payload: unknown) => alertRead(payload).evidence.map(({ type, name }) => `${type} ${name}`);

const updatedAt = Date.parse("2026-11-20T09:30:00Z");
const url =
  "https://console.aws.amazon.com/guardduty/home?region=eu-west-1#/findings?search=id%3D0a1b2c3d4e5f60718293a4b5c6d7e8f9";

describe("a finding of GuardDuty", () => {
  test("joins the incident of its type and resource", () => {
    const { alerts, layers, ...incident } = read(aGuardDutyEvent);
    expect(alerts).toHaveLength(1);
    expect(incident).toEqual({
      externalId: "111122223333/eu-west-1/CryptoCurrency:EC2%2fBitcoinTool.B/i-0abc",
      authority: "source:source-1",
      grouping: { idleMs: 86_400_000 },
    });
    expect(factsOf(layers)).toEqual({
      title: aGuardDutyFinding.title,
      portalUrl: url,
      tags: ["CryptoCurrency:EC2/BitcoinTool.B", "111122223333", "eu-west-1"],
      updatedAt,
    });
  });

  test("is read with its instance, the other side and the process", () => {
    const { evidence, ...facts } = alertRead(aGuardDutyEvent);
    expect(facts).toEqual({
      key: "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
      title: aGuardDutyFinding.title,
      description: "It talks to 203.0.113.9.",
      severity: { value: "high", foreign: "8" },
      status: { value: "active", foreign: null },
      categories: ["CryptoCurrency"],
      techniques: [],
      serviceSource: "guardduty",
      detectionSource: "RuntimeMonitoring",
      assignedTo: null,
      classification: null,
      determination: null,
      recommendedActions: null,
      url,
      createdAt: Date.parse("2026-11-20T09:00:00.500Z"),
      updatedAt,
      firstActivityAt: Date.parse("2026-11-20T08:59:00Z"),
      lastActivityAt: Date.parse("2026-11-20T09:29:00Z"),
      resolvedAt: null,
    });
    expect(evidence).toMatchObject([
      {
        type: "device",
        key: "i-0abc",
        name: "i-0abc",
        os: "windows",
        tags: ["Name=build-7"],
        ips: ["10.0.0.7", "198.51.100.7", "2001:db8::7"],
        details: { instanceType: "m5.large", vpcId: "vpc-1" },
      },
      { type: "ip", name: "203.0.113.9", details: { country: "Nowhere", organization: "Example" } },
      { type: "process", name: "/tmp/miner", details: { sha256: "ab12", processId: "4711" } },
    ]);
  });

  test("is the same bare, in an event, and through SNS", () => {
    const notification = { Type: "Notification", TopicArn: "arn:aws:sns:x", Message: JSON.stringify(aGuardDutyEvent) };
    expect(read(notification)).toEqual(read(aGuardDutyFinding));
    expect(read(aGuardDutyEvent)).toEqual(read(aGuardDutyFinding));
  });

  test("with the keys of the API is read too; archived is resolved", () => {
    expect(read(aPascalCaseFinding).externalId).toBe(
      "111122223333/eu-west-1/Discovery:S3%2fMaliciousIPCaller/arn:aws:s3:::payroll",
    );
    expect(alertRead(aPascalCaseFinding)).toMatchObject({
      key: "ffff2c3d4e5f60718293a4b5c6d7e8f9",
      severity: { value: "medium", foreign: "5.3" },
      status: { value: "resolved", foreign: "archived" },
    });
    expect(shown(aPascalCaseFinding)).toEqual(["user deploy", "cloudResource payroll", "ip 2001:db8::bad"]);
  });

  test("about an attack sequence stands for itself and names everybody in it", () => {
    expect(read(anAttackSequence).externalId).toMatch(/\/aaaa2c3d4e5f60718293a4b5c6d7e8f9$/);
    expect(alertRead(anAttackSequence)).toMatchObject({
      severity: { value: "critical", foreign: "9.5" },
      categories: ["AttackSequence", "Exfiltration"],
      techniques: ["T1530"],
    });
    expect(shown(anAttackSequence)).toEqual([
      "cloudResource payroll",
      "device i-0abc",
      "user deploy",
      "user mallory",
      "ip 203.0.113.9",
      "url bad.example",
    ]);
  });

  test("that is said again with a higher count is the same alert, and a repetition is nothing new", () => {
    const later = {
      ...aGuardDutyFinding,
      severity: 9,
      updatedAt: "2026-11-20T11:00:00Z",
      service: { ...aGuardDutyFinding.service, count: 9 },
    };
    const incidents = [read(aGuardDutyFinding), read(later)];
    const end = takePayloads(incidents);
    expect(end?.alerts).toHaveLength(1);
    expect(takePayloads([...incidents.toReversed(), ...incidents])).toEqual(end);
  });
});

test.each([
  [0.5, "informational"],
  [1, "low"],
  [3.9, "low"],
  [4, "medium"],
  [6.9, "medium"],
  ["7.0", "high"],
  [8.9, "high"],
  [9, "critical"],
  [10, "critical"],
  [70, "unknown"],
  ["HIGH", "high"],
  ["odd", "unknown"],
  [null, "unknown"],
])("the severity %s is %s", (severity, ours) => {
  expect(alertRead({ ...aGuardDutyFinding, severity }).severity.value).toBe(ours);
});

test("findings may be gathered by other facts", () => {
  const settings = { groupBy: ["account", "resource"], idleHours: 1 };
  expect(read(aGuardDutyFinding, settings)).toMatchObject({
    externalId: "111122223333/i-0abc",
    grouping: { idleMs: 3_600_000 },
  });
  expect(read(aGuardDutyFinding, { groupBy: ["finding"] }).externalId).toBe(aGuardDutyFinding.id);
  expect(awsGuardDuty.settings.safeParse({ groupBy: ["colour"] }).success).toBe(false);
});

test.each([
  ["another service's", { source: "aws.macie", "detail-type": "Macie Finding", detail: { type: "x", title: "y" } }],
  [
    "a scan's result",
    { source: "aws.guardduty", "detail-type": "GuardDuty Malware Protection Object Scan Result", detail: {} },
  ],
  [
    "an unknown sender's without a finding",
    { source: "not.guardduty", "detail-type": "GuardDuty Finding", detail: {} },
  ],
])("an event that tells of no finding is ignored, with the reason: %s", (_name, payload) => {
  expect(awsGuardDuty.normalise(payload, contextOf({}))).toEqual({
    ok: true,
    value: {
      kind: "ignored",
      externalId: null,
      reason: `It is the event "${payload["detail-type"]}" of ${payload.source}, and no finding`,
    },
  });
});

test.each([
  ["no object", 7, { path: "", problem: "is not an object" }],
  [
    "nothing of GuardDuty's",
    { x: 1 },
    { path: "", problem: "is no finding of GuardDuty: it has neither a type nor a title" },
  ],
  [
    "an SNS message that is no JSON",
    { TopicArn: "t", Message: "hello" },
    { path: "Message", problem: "is not the JSON of an object" },
  ],
  [
    "a subscription to confirm",
    { Type: "SubscriptionConfirmation", TopicArn: "t", Message: "m", SubscribeURL: "https://sns" },
    { path: "SubscribeURL", problem: "waits for you: open this address to confirm the subscription of SNS" },
  ],
  [
    "several findings in one document",
    { Findings: [aPascalCaseFinding, aPascalCaseFinding] },
    { path: "findings", problem: "must hold one finding, where events come in a list or in lines" },
  ],
])("what cannot be read says why: %s", (_name, payload, problem) => {
  expect(awsGuardDuty.normalise(payload, contextOf({}))).toEqual({ ok: false, problem });
});

test("a list of the API is opened; an event by itself is not", () => {
  expect(awsGuardDuty.open({ Findings: [aPascalCaseFinding] })).toHaveLength(1);
  expect(awsGuardDuty.open(aGuardDutyEvent)).toBeNull();
  expect(awsGuardDuty.open(7)).toBeNull();
});

test("an attack sequence that comes without its parts is read from what its text says", () => {
  const told = {
    id: "s-1",
    type: "AttackSequence:IAM/CompromisedCredentials",
    title: "Potential credential compromise of IAMUser/ada indicated by a sequence of actions.",
    description: [
      "A sequence of actions was observed for IAMUser/ada with the following behaviors:",
      "  - 2 MITRE ATT&CK tactics observed: Persistence, Initial Access",
      "  - 2 MITRE ATT&CK techniques observed: T1562.008 - Impair Defenses: Disable Logs, T1098 - Account Manipulation",
      "  - Connected from a known Tor Exit Node: 203.0.113.9",
    ].join("\n"),
    severity: 9,
    resource: { resourceType: "AttackSequence" },
    service: { serviceName: "guardduty" },
  };
  expect(alertRead(told)).toMatchObject({
    categories: ["AttackSequence", "Persistence", "Initial Access"],
    techniques: ["T1562.008", "T1098"],
  });
  expect(shown(told)).toEqual(["user ada", "ip 203.0.113.9"]);
  expect(shown({ ...told, type: "Recon:EC2/Portscan" })).toEqual([]);
});

test("what an API call was made on is evidence, a bucket under its one name", () => {
  const called = (affectedResources: object) => ({
    id: "f-1",
    type: "Stealth:S3/ServerAccessLoggingDisabled",
    resource: { resourceType: "S3Bucket", s3BucketDetails: [{ name: "logs", arn: "arn:aws:s3:::logs" }] },
    service: { serviceName: "guardduty", action: { awsApiCallAction: { affectedResources } } },
  });
  const trail = "arn:aws:cloudtrail:eu-west-1:1:trail/audit";
  expect(
    shown(called({ "AWS::S3::Bucket": "logs", "AWS::CloudTrail::Trail": trail, "AWS::IAM::User": "ada" })),
  ).toEqual(["cloudResource logs", "cloudResource audit", "user ada"]);
});

import { describe, expect, test } from "vitest";
import { takePayloads, testDigest } from "../../../testing/index.ts";
import { alertOf } from "../../effective.ts";
import type { IncomingIncident } from "../../incident.ts";
import { factsOf } from "../../layers.ts";
import type { NormaliseContext } from "../../source-kind.ts";
import { aFailedControl, aSecurityHubEvent, aThreatFinding } from "./fixtures.ts";
import { awsSecurityHub } from "./index.ts";

const contextOf = (settings: unknown): NormaliseContext => ({
  sourceId: "source-1",
  tenantId: "",
  settings,
  digest: testDigest,
});

const read = (payload: unknown, settings: unknown = {}): IncomingIncident => {
  const result = awsSecurityHub.normalise(payload, contextOf(settings));
  if (!result.ok) throw new Error(`${result.problem.path} ${result.problem.problem}`);
  if (result.value.kind !== "incident") throw new Error(result.value.reason);
  return result.value.incident;
};

const alertRead = (payload: unknown) => {
  const [alert] = read(payload).alerts;
  if (!alert) throw new Error("There is no alert");
  return alertOf(alert);
};

const updatedAt = Date.parse("2026-11-20T09:30:00Z");

describe("a finding of Security Hub", () => {
  test("joins the incident of its generator and resource", () => {
    const { alerts, layers, ...incident } = read(aSecurityHubEvent);
    expect(alerts).toHaveLength(1);
    expect(incident).toEqual({
      externalId: [
        "111122223333/eu-west-1",
        "arn:aws:guardduty:eu-west-1:111122223333:detector%2fd1",
        "AWS::IAM::AccessKey:ASIA",
      ].join("/"),
      authority: "source:source-1",
      grouping: { idleMs: 86_400_000 },
    });
    expect(factsOf(layers)).toEqual({
      title: aThreatFinding.Title,
      portalUrl: aThreatFinding.SourceUrl,
      tags: ["111122223333", "eu-west-1"],
      updatedAt,
    });
    expect(read(aThreatFinding)).toEqual(read(aSecurityHubEvent));
  });

  test("is read with its resources and all that it saw; the label counts, not the number", () => {
    const { evidence, ...facts } = alertRead(aThreatFinding);
    expect(facts).toEqual({
      key: aThreatFinding.Id,
      title: aThreatFinding.Title,
      description: "It talks to 203.0.113.9.",
      severity: { value: "high", foreign: "HIGH" },
      status: { value: "active", foreign: "NEW" },
      categories: ["TTPs", "Command and Control"],
      techniques: [],
      serviceSource: "GuardDuty",
      detectionSource: aThreatFinding.GeneratorId,
      assignedTo: null,
      classification: "TRUE_POSITIVE",
      determination: null,
      recommendedActions: "Isolate it.\nhttps://docs.aws.amazon.com/x",
      url: aThreatFinding.SourceUrl,
      createdAt: Date.parse("2026-11-20T09:00:00Z"),
      updatedAt,
      firstActivityAt: Date.parse("2026-11-20T08:59:00Z"),
      lastActivityAt: Date.parse("2026-11-20T09:29:00Z"),
      resolvedAt: null,
    });
    expect(evidence[0]).toMatchObject({
      type: "device",
      key: "i-0abc",
      name: "i-0abc",
      tags: ["Name=build-7"],
      ips: ["10.0.0.7"],
    });
    expect(evidence.map(({ type, name }) => `${type} ${name}`)).toEqual([
      "device i-0abc",
      "user deploy",
      "cloudResource payroll",
      "ip 203.0.113.9",
      "url bad.example",
      "process /tmp/miner",
      "file /tmp/coin",
      "ip 203.0.113.10",
      "other CVE-2026-0001",
    ]);
  });

  test("of a failed check is resolved once the check passes, and keeps its severity", () => {
    const passed = {
      ...aFailedControl,
      UpdatedAt: "2026-11-21T09:00:00Z",
      Severity: { Label: "INFORMATIONAL", Normalized: 0 },
      Compliance: { Status: "PASSED", SecurityControlId: "S3.1" },
      Workflow: { Status: "RESOLVED" },
    };
    const incidents = [read(aFailedControl), read(passed)];
    const end = takePayloads(incidents);
    expect(end?.alerts.map(alertOf)).toMatchObject([
      { severity: { value: "medium" }, status: { value: "resolved", foreign: "RESOLVED" } },
    ]);
    expect(takePayloads([...incidents.toReversed(), ...incidents])).toEqual(end);
  });
});

test.each([
  [{ Label: "CRITICAL", Normalized: 0 }, "critical"],
  [{ Label: "odd", Normalized: 40 }, "medium"],
  [{ Label: "odd" }, "unknown"],
  [{ Normalized: 0 }, "informational"],
  [{ Normalized: 39 }, "low"],
  [{ Normalized: 69 }, "medium"],
  [{ Normalized: "70" }, "high"],
  [{ Normalized: 90 }, "critical"],
  [{ Normalized: 101 }, "unknown"],
  [{ Product: 8 }, "unknown"],
  [null, "unknown"],
])("the severity %j is %s", (Severity, ours) => {
  expect(alertRead({ ...aThreatFinding, Severity }).severity.value).toBe(ours);
});

test("a severity that only the provider gives counts", () => {
  const { Severity: _, ...finding } = aThreatFinding;
  const provided = { ...finding, FindingProviderFields: { Severity: { Label: "LOW" } } };
  expect(alertRead(provided).severity).toEqual({ value: "low", foreign: "LOW" });
});

test.each([
  [{ Workflow: { Status: "NOTIFIED" } }, "awaitingAction"],
  [{ Workflow: { Status: "SUPPRESSED" } }, "resolved"],
  [{ Workflow: { Status: "RESOLVED" } }, "resolved"],
  [{ Workflow: null, WorkflowState: "IN_PROGRESS" }, "inProgress"],
  [{ RecordState: "ARCHIVED" }, "resolved"],
])("the status of %j is %s", (said, ours) => {
  expect(alertRead({ ...aThreatFinding, ...said }).status.value).toBe(ours);
});

test("findings may be gathered by other facts", () => {
  expect(read(aFailedControl, { groupBy: ["generator"] }).externalId).toBe("security-control%2fS3.1");
  expect(read(aFailedControl, { groupBy: ["finding"] }).externalId).toMatch(/c1$/);
  expect(awsSecurityHub.settings.safeParse({ groupBy: [] }).success).toBe(false);
});

const withCompliance = (Status: string) => ({ ...aFailedControl, Compliance: { Status } });

test.each([
  ["a check that passes", withCompliance("PASSED"), "The check passed"],
  ["a check that could not be made", withCompliance("NOT_AVAILABLE"), "The check could not be made"],
  [
    "an insight",
    { source: "aws.securityhub", "detail-type": "Security Hub Insight Results", detail: { insightName: "x" } },
    'It is the event "Security Hub Insight Results" of aws.securityhub, and no finding',
  ],
])("what is no detection is ignored, with the reason: %s", (_name, payload, reason) => {
  expect(awsSecurityHub.normalise(payload, contextOf({}))).toEqual({
    ok: true,
    value: { kind: "ignored", externalId: null, reason },
  });
});

test.each([
  ["no object", [], "is not an object"],
  ["nothing of Security Hub's", { x: 1 }, "is no finding: it has neither an Id nor a Title"],
  ["OCSF", { finding_info: { uid: "1" } }, "is a finding in OCSF, and none in the AWS Security Finding Format"],
])("what cannot be read says why: %s", (_name, payload, problem) => {
  expect(awsSecurityHub.normalise(payload, contextOf({}))).toEqual({ ok: false, problem: { path: "", problem } });
});

test("the findings of an event, of the API and of a notification of SNS are documents of their own", () => {
  const several = { ...aSecurityHubEvent, detail: { findings: [aThreatFinding, aFailedControl] } };
  const documents = awsSecurityHub.open(several) ?? [];
  expect(documents.map((document) => read(document).alerts[0]?.key)).toEqual([aThreatFinding.Id, aFailedControl.Id]);
  expect(awsSecurityHub.open({ Findings: [aFailedControl] })).toHaveLength(1);
  expect(awsSecurityHub.open({ TopicArn: "t", Message: JSON.stringify(several) })).toHaveLength(2);
  expect(awsSecurityHub.open(aFailedControl)).toBeNull();
});

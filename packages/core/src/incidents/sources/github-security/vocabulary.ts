import type { Severity } from "../../../kernel/index.ts";
import type { Mapped, Status } from "../../incident.ts";
import { type ForeignRecord, own, ownAt, readWord, wordReader } from "../../read.ts";

/** The words of advisories and of code scanning, whose `security_severity_level` has those of advisories. */
const readSeverity = wordReader<Severity>(
  {
    critical: "critical",
    high: "high",
    error: "high",
    medium: "medium",
    moderate: "medium",
    warning: "medium",
    low: "low",
    note: "low",
    none: "informational",
  },
  "unknown",
);

const severityPaths = [
  "rule.security_severity_level",
  "rule.severity",
  "security_vulnerability.severity",
  "security_advisory.severity",
  "severity",
];

/** What the alert says of its severity; undefined where it says nothing, as of every secret. */
export const severityOf = (alert: ForeignRecord): Mapped<Severity> | undefined => {
  const readings = severityPaths.map((path) => readSeverity(ownAt(alert, path))).filter((one) => one !== null);
  return readings.find(({ value }) => value !== "unknown") ?? readings[0];
};

const readState = wordReader<Status>(
  {
    open: "active",
    draft: "active",
    triage: "active",
    published: "active",
    dismissed: "resolved",
    auto_dismissed: "resolved",
    fixed: "resolved",
    resolved: "resolved",
    closed: "resolved",
    withdrawn: "resolved",
  },
  "active",
);

/** What webhooks of alerts without a state say by their action. */
const stateOfAction: Readonly<Record<string, string>> = {
  create: "open",
  dismiss: "dismissed",
  resolve: "resolved",
  reopen: "open",
  published: "open",
  withdrawn: "withdrawn",
};

export const closingTimes = [
  "fixed_at",
  "dismissed_at",
  "auto_dismissed_at",
  "resolved_at",
  "withdrawn_at",
  "closed_at",
];

/** Its state; where it has none, what its closing times and the action tell. */
export const statusOf = (alert: ForeignRecord, action: string | null): Mapped<Status> | undefined => {
  const state = readState(own(alert, "state"));
  if (state !== null) return state;
  const closed = closingTimes.find((key) => readWord(own(alert, key)) !== null);
  if (closed !== undefined) return { value: "resolved", foreign: closed.replace(/_at$/, "") };
  const said = readState(Object.hasOwn(stateOfAction, action ?? "") ? stateOfAction[action ?? ""] : null);
  if (said !== null) return said;
  return Object.hasOwn(alert, "resolution") || Object.hasOwn(alert, "resolved_at")
    ? { value: "active", foreign: null }
    : undefined;
};

/** Why it was closed, as a judgement of it where it is one. */
export const readClassification = wordReader<string>(
  {
    false_positive: "falsePositive",
    inaccurate: "falsePositive",
    not_used: "falsePositive",
    used_in_tests: "informationalExpectedActivity",
    tolerable_risk: "informationalExpectedActivity",
    wont_fix: "informationalExpectedActivity",
    revoked: "truePositive",
    fix_started: "truePositive",
  },
  "unknown",
);

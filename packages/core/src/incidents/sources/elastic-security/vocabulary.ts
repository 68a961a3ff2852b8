import type { Severity } from "../../../kernel/index.ts";
import type { Mapped, Status } from "../../incident.ts";
import { readText, wordReader } from "../../read.ts";

const readSeverityWord = wordReader<Severity>(
  {
    low: "low",
    medium: "medium",
    high: "high",
    critical: "critical",
    info: "informational",
    informational: "informational",
  },
  "unknown",
);

/** A severity: the word, or a number, which is a risk score. */
export const readElasticSeverity = (value: unknown): Mapped<Severity> | null =>
  readRisk(value) ?? readSeverityWord(value);

/** A risk score from 0 to 100, by the scores that Elastic gives its severities: 21, 47, 73 and 99 end one each. */
export const readRisk = (value: unknown): Mapped<Severity> | null => {
  const text = readText(value)?.trim() ?? "";
  if (!/^\d{1,3}(?:\.\d{1,10})?$/.test(text)) return null;
  return { value: severityOf(Number(text)), foreign: text };
};

const severityOf = (score: number): Severity => {
  if (score > 100) return "unknown";
  if (score > 73) return "critical";
  if (score > 47) return "high";
  return score > 21 ? "medium" : "low";
};

/** What people made of an alert (`workflow_status`). */
export const readWorkflowStatus = wordReader<Status>(
  {
    open: "active",
    acknowledged: "inProgress",
    inProgress: "inProgress",
    closed: "resolved",
  },
  "active",
);

/** What became of an alert by itself (`kibana.alert.status`): rules that can tell when it is over say so. */
export const readAlertStatus = wordReader<Status>(
  { active: "active", recovered: "resolved", untracked: "resolved" },
  "active",
);

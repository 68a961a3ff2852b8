import type { Severity } from "../../../kernel/index.ts";
import type { Mapped, Status } from "../../incident.ts";
import type { ForeignRecord } from "../../read.ts";
import { wordReader } from "../../read.ts";
import { valueAt } from "../wazuh/fields.ts";
import type { SplunkSettings } from "./settings.ts";

/** The words of Splunk's common information model and of Enterprise Security, and what searches make of them. */
const words: Readonly<Record<string, Severity>> = {
  critical: "critical",
  crit: "critical",
  fatal: "critical",
  emergency: "critical",
  high: "high",
  major: "high",
  severe: "high",
  error: "high",
  medium: "medium",
  moderate: "medium",
  warning: "medium",
  warn: "medium",
  low: "low",
  minor: "low",
  informational: "informational",
  information: "informational",
  info: "informational",
  notice: "informational",
  debug: "informational",
};

/** A reader of the severity in a result. Numbers mean what every search wants them to, so they are known to settings alone. */
export const severityReader = ({ severityFields, severities, severity }: SplunkSettings) => {
  const read = wordReader<Severity>({ ...words, ...severities }, "unknown");
  return (result: ForeignRecord): Mapped<Severity> => {
    const found = severityFields.flatMap((field) => read(valueAt(result, field)) ?? []);
    const known = found.find(({ value }) => value !== "unknown");
    return known ?? { value: severity, foreign: found[0]?.foreign ?? null };
  };
};

/** Where a notable event of Enterprise Security stands: the label, or the number under which Splunk delivers it. */
export const readNotableStatus = wordReader<Status>(
  {
    unassigned: "active",
    new: "active",
    0: "active",
    1: "active",
    inProgress: "inProgress",
    2: "inProgress",
    pending: "awaitingAction",
    3: "awaitingAction",
    resolved: "resolved",
    4: "resolved",
    closed: "resolved",
    5: "resolved",
  },
  "active",
);

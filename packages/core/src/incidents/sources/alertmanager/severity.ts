import type { Severity } from "../../../kernel/index.ts";
import type { Mapped } from "../../incident.ts";
import { type ForeignRecord, own, wordReader } from "../../read.ts";
import type { AlertmanagerSettings } from "./settings.ts";

/** Words that teams give to severities and priorities; a bare number is a priority, of which 1 is the gravest. */
const words: Readonly<Record<string, Severity>> = {
  critical: "critical",
  critic: "critical",
  crit: "critical",
  fatal: "critical",
  emergency: "critical",
  emerg: "critical",
  disaster: "critical",
  blocker: "critical",
  page: "critical",
  p0: "critical",
  p1: "critical",
  s1: "critical",
  sev0: "critical",
  sev1: "critical",
  0: "critical",
  1: "critical",
  high: "high",
  major: "high",
  error: "high",
  err: "high",
  severe: "high",
  urgent: "high",
  alert: "high",
  p2: "high",
  s2: "high",
  sev2: "high",
  2: "high",
  medium: "medium",
  moderate: "medium",
  average: "medium",
  warning: "medium",
  warn: "medium",
  ticket: "medium",
  p3: "medium",
  s3: "medium",
  sev3: "medium",
  3: "medium",
  low: "low",
  minor: "low",
  p4: "low",
  s4: "low",
  sev4: "low",
  4: "low",
  info: "informational",
  information: "informational",
  informational: "informational",
  notice: "informational",
  debug: "informational",
  none: "informational",
  ok: "informational",
  p5: "informational",
  s5: "informational",
  sev5: "informational",
  5: "informational",
};

/** A reader of the severity in an alert's labels; undefined where none of the labels tells of one. */
export const severityReader = ({ severityLabels, severities }: AlertmanagerSettings) => {
  const read = wordReader<Severity>({ ...words, ...severities }, "unknown");
  return (labels: ForeignRecord | null): Mapped<Severity> | undefined => {
    const found = severityLabels.flatMap((label) => read(own(labels, label)) ?? []);
    return found.find(({ value }) => value !== "unknown") ?? found[0];
  };
};

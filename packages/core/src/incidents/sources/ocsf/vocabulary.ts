import type { Severity } from "../../../kernel/index.ts";
import type { Mapped, Status } from "../../incident.ts";
import { type ForeignRecord, own, readText, readWord, wordReader } from "../../read.ts";

/*
 * OCSF says most things twice: as a number of the standard (`severity_id`) and as a word (`severity`), which is the
 * product's own where the number is 0 or 99. The number decides, the word is kept.
 */

const severities: Readonly<Record<string, Severity>> = {
  1: "informational",
  2: "low",
  3: "medium",
  4: "high",
  5: "critical",
  6: "critical",
};

const readSeverityWord = wordReader<Severity>(
  {
    informational: "informational",
    info: "informational",
    information: "informational",
    low: "low",
    minor: "low",
    medium: "medium",
    moderate: "medium",
    warning: "medium",
    high: "high",
    important: "high",
    major: "high",
    critical: "critical",
    fatal: "critical",
    severe: "critical",
  },
  "unknown",
);

/** Of every class alike. */
export const readOcsfSeverity = (record: ForeignRecord): Mapped<Severity> | undefined =>
  mappedOf(severities, own(record, "severity_id"), readSeverityWord(own(record, "severity")), "unknown");

/** Of findings; suppressed, archived and deleted ones ask for nobody's work. */
const findingStatuses: Readonly<Record<string, Status>> = {
  1: "active",
  2: "inProgress",
  3: "resolved",
  4: "resolved",
  5: "resolved",
  6: "resolved",
};

/** Of incident findings (class 2005), where 3 is *On Hold*. */
const incidentStatuses: Readonly<Record<string, Status>> = {
  1: "active",
  2: "inProgress",
  3: "awaitingAction",
  4: "resolved",
  5: "resolved",
};

const readStatusWord = wordReader<Status>(
  {
    new: "active",
    open: "active",
    active: "active",
    inProgress: "inProgress",
    onHold: "awaitingAction",
    suppressed: "resolved",
    resolved: "resolved",
    closed: "resolved",
    archived: "resolved",
    deleted: "resolved",
  },
  "active",
);

/**
 * Where the work on a finding stands: its status (class 2001: `state`, as its status is that of logging), else whether
 * the activity is *Close*.
 */
export const readOcsfStatus = (record: ForeignRecord, classUid: string): Mapped<Status> | undefined => {
  const field = classUid === "2001" ? "state" : "status";
  const numbers = classUid === "2005" ? incidentStatuses : findingStatuses;
  const said = mappedOf(numbers, own(record, `${field}_id`), readStatusWord(own(record, field)), "active");
  const isClosed = readText(own(record, "activity_id"))?.trim() === "3";
  if (isClosed && said?.value !== "resolved") {
    return { value: "resolved", foreign: readWord(own(record, "activity_name")) ?? "Close" };
  }
  return said;
};

const verdicts: Readonly<Record<string, string>> = {
  1: "False Positive",
  2: "True Positive",
  3: "Disregard",
  4: "Suspicious",
  5: "Benign",
  6: "Test",
  7: "Insufficient Data",
  8: "Security Risk",
  9: "Managed Externally",
  10: "Duplicate",
};

/** What those who worked on it found it to be. */
export const readVerdict = (record: ForeignRecord): string | undefined =>
  readWord(own(record, "verdict")) ?? verdicts[numberText(own(record, "verdict_id"))];

const mappedOf = <Value extends string>(
  numbers: Readonly<Record<string, Value>>,
  id: unknown,
  word: Mapped<Value> | null,
  otherwise: Value,
): Mapped<Value> | undefined => {
  const number = numberText(id);
  if (number === "") return word ?? undefined;
  const value = Object.hasOwn(numbers, number) ? numbers[number] : undefined;
  return { value: value ?? word?.value ?? otherwise, foreign: word?.foreign ?? number };
};

/** A small whole number as text, which no inherited key is; "" for anything else. */
const numberText = (value: unknown): string => /^\d{1,3}$/.exec(readText(value)?.trim() ?? "")?.[0] ?? "";

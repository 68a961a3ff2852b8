import type { Severity } from "../../../kernel/index.ts";
import type { Mapped } from "../../incident.ts";
import { readText, wordReader } from "../../read.ts";

/** GuardDuty's names for its own ranges, as its console and some tools have them. */
const readLevel = wordReader<Severity>(
  {
    informational: "informational",
    info: "informational",
    low: "low",
    medium: "medium",
    high: "high",
    critical: "critical",
  },
  "unknown",
);

/**
 * The severity of a number from 1.0 to 10, by the ranges of GuardDuty's user guide: low below 4, medium below 7, high below 9.
 * It is not the scale of 0 to 100 that Security Hub makes of it: what lies above 10 is unknown.
 */
export const readGuardDutySeverity = (value: unknown): Mapped<Severity> | null => {
  const text = readText(value)?.trim() ?? "";
  if (!/^\d{1,3}(?:\.\d{1,15})?$/.test(text)) return readLevel(value);
  return { value: severityOf(Number(text)), foreign: text };
};

const severityOf = (number: number): Severity => {
  if (number > 10) return "unknown";
  if (number >= 9) return "critical";
  if (number >= 7) return "high";
  if (number >= 4) return "medium";
  return number >= 1 ? "low" : "informational";
};

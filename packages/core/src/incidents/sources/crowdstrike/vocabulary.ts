import type { Severity } from "../../../kernel/index.ts";
import type { Mapped, Status } from "../../incident.ts";
import { readText, wordReader } from "../../read.ts";

export const readSeverityName = wordReader<Severity>(
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

const fiveSteps: readonly Severity[] = ["informational", "informational", "low", "medium", "high", "critical"];

/**
 * A severity as number. Falcon has two scales: 1 to 5, of old and of identity protection, and 1 to 100, where nothing
 * lies below 5 and every twenty are a severity.
 */
export const readSeverityNumber = (value: unknown): Mapped<Severity> | null => {
  const foreign = readText(value)?.trim() ?? "";
  if (!/^\d{1,3}(?:\.\d{1,10})?$/.test(foreign)) return null;
  const number = Number(foreign);
  if (number <= 5) return { value: fiveSteps[Math.round(number)] ?? "unknown", foreign };
  if (number > 100) return { value: "unknown", foreign };
  if (number >= 80) return { value: "critical", foreign };
  if (number >= 60) return { value: "high", foreign };
  if (number >= 40) return { value: "medium", foreign };
  return { value: number >= 20 ? "low" : "informational", foreign };
};

/** Statuses of detections, of the older generation's too, and the numbers of incidents. */
export const readFalconStatus = wordReader<Status>(
  {
    new: "active",
    open: "active",
    reopened: "active",
    20: "active",
    25: "active",
    inProgress: "inProgress",
    truePositive: "inProgress",
    30: "inProgress",
    closed: "resolved",
    resolved: "resolved",
    falsePositive: "resolved",
    ignored: "resolved",
    40: "resolved",
  },
  "active",
);

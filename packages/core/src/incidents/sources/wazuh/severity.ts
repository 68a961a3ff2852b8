import { rankOf, type Severity } from "../../../kernel/index.ts";
import type { Mapped } from "../../incident.ts";
import { readText, wordReader } from "../../read.ts";
import type { WazuhSettings } from "./settings.ts";

/** The words of Wazuh 5, where earlier ones have a number. */
const readWordLevel = wordReader<Severity>(
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

/** The severity of a level: a number of Wazuh 4, as the settings divide them, or a word of Wazuh 5. */
export const readLevel =
  ({ severityFrom }: WazuhSettings) =>
  (value: unknown): Mapped<Severity> | null => {
    const level = numberOf(value);
    return level === null ? readWordLevel(value) : { value: severityOf(level, severityFrom), foreign: String(level) };
  };

const numberOf = (value: unknown): number | null => {
  const text = readText(value)?.trim() ?? "";
  return /^\d{1,4}$/.test(text) ? Number(text) : null;
};

const severityOf = (level: number, { low, medium, high, critical }: WazuhSettings["severityFrom"]): Severity => {
  if (level >= critical) return "critical";
  if (level >= high) return "high";
  if (level >= medium) return "medium";
  return level >= low ? "low" : "informational";
};

/** Why an alert of this level is not taken in; null for one that is. A level that nobody understands is taken in. */
export const belowMinimum = (value: unknown, settings: WazuhSettings): string | null => {
  const { minimumLevel } = settings;
  const level = numberOf(value);
  const word = level === null ? readWordLevel(value) : null;
  const isBelow =
    level === null
      ? word !== null &&
        word.value !== "unknown" &&
        minimumLevel > 0 &&
        rankOf(word.value) < rankOf(severityOf(minimumLevel, settings.severityFrom))
      : level < minimumLevel;
  return isBelow
    ? `Its level, ${level ?? word?.foreign}, is below ${minimumLevel}, the least that this source takes`
    : null;
};

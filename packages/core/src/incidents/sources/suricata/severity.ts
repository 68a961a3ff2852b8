import type { Severity } from "../../../kernel/index.ts";
import type { Mapped } from "../../incident.ts";
import { type ForeignRecord, own, ownAt, readList, readText, wordReader } from "../../read.ts";
import type { SuricataSettings } from "./settings.ts";

/** The priorities of the rules' classes; whoever writes a rule may give it any other, up to 255. */
const priorities: Readonly<Record<string, Severity>> = {
  1: "high",
  2: "medium",
  3: "low",
};

const readSignatureSeverity = wordReader<Severity>(
  {
    informational: "informational",
    info: "informational",
    minor: "low",
    low: "low",
    medium: "medium",
    major: "high",
    high: "high",
    critical: "critical",
  },
  "unknown",
);

/** The number in `alert.severity`, of which 1 is the gravest; null where there is none. */
export const priorityOf = (alert: ForeignRecord): number | null => {
  const text = readText(own(alert, "severity"))?.trim() ?? "";
  return /^\d{1,3}$/.test(text) ? Number(text) : null;
};

/** The severity of `alert`, the object of that name; undefined where it tells of none. */
export const severityOf = (alert: ForeignRecord, settings: SuricataSettings): Mapped<Severity> | undefined => {
  const [rated] = readList(ownAt(alert, "metadata.signature_severity")).flatMap(
    (one) => readSignatureSeverity(one) ?? [],
  );
  if (settings.severityFrom === "signature" && rated && rated.value !== "unknown") return rated;
  const priority = priorityOf(alert);
  if (priority === null) return rated;
  const named = { ...priorities, ...settings.severities };
  const otherwise = priority > 3 ? "informational" : "unknown";
  return { value: named[priority] ?? otherwise, foreign: String(priority) };
};

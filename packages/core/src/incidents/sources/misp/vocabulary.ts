import type { Severity } from "../../../kernel/index.ts";
import type { Status } from "../../incident.ts";
import { readText, wordReader } from "../../read.ts";

/** `threat_level_id`; 4 is *Undefined*. */
export const readThreatLevel = wordReader<Severity>(
  { 1: "high", 2: "medium", 3: "low", 4: "unknown", high: "high", medium: "medium", low: "low" },
  "unknown",
);

/** `analysis`: initial, ongoing, completed. */
export const readAnalysis = wordReader<Status>(
  {
    0: "active",
    1: "inProgress",
    2: "resolved",
    initial: "active",
    ongoing: "inProgress",
    completed: "resolved",
    complete: "resolved",
  },
  "active",
);

/** MISP writes yes as `true`, `1` or `"1"`. */
export const isTrue = (value: unknown): boolean =>
  value === true || ["1", "true"].includes(readText(value)?.trim().toLowerCase() ?? "");

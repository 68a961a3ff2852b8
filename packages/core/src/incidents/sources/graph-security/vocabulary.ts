import type { Severity } from "../../../kernel/index.ts";
import type { Status } from "../../incident.ts";
import { wordReader } from "../../read.ts";

/** Severities of Microsoft's incidents and alerts; `critical` is in none of its lists and is understood all the same. */
export const readMicrosoftSeverity = wordReader<Severity>(
  {
    unspecified: "unknown",
    informational: "informational",
    information: "informational",
    low: "low",
    medium: "medium",
    high: "high",
    critical: "critical",
  },
  "unknown",
);

/** Statuses of Microsoft's incidents and alerts, of both generations of its alerts. */
export const readMicrosoftStatus = wordReader<Status>(
  {
    active: "active",
    new: "active",
    newAlert: "active",
    awaitingAction: "awaitingAction",
    inProgress: "inProgress",
    redirected: "redirected",
    resolved: "resolved",
    closed: "resolved",
    dismissed: "resolved",
  },
  "active",
);

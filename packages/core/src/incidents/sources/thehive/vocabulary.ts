import type { Severity } from "../../../kernel/index.ts";
import type { Mapped, Status } from "../../incident.ts";
import { type ForeignRecord, own, wordReader } from "../../read.ts";

export const readHiveSeverity = wordReader<Severity>(
  { 1: "low", 2: "medium", 3: "high", 4: "critical", low: "low", medium: "medium", high: "high", critical: "critical" },
  "unknown",
);

/** TheHive 5 has a stage beside a status that every organisation may name as it likes. */
const readStage = wordReader<Status>(
  { new: "active", inProgress: "inProgress", imported: "resolved", closed: "resolved" },
  "active",
);

const readWordOfStatus = wordReader<Status>(
  {
    new: "active",
    open: "active",
    updated: "active",
    inProgress: "inProgress",
    pending: "awaitingAction",
    imported: "resolved",
    resolved: "resolved",
    closed: "resolved",
    deleted: "resolved",
    ignored: "resolved",
    truePositive: "resolved",
    falsePositive: "resolved",
    indeterminate: "resolved",
    duplicate: "resolved",
    duplicated: "resolved",
    other: "resolved",
  },
  "active",
);

/** Where it stands: the stage says it for sure, and the status is what people call it. */
export const readHiveStatus = (fields: ForeignRecord): Mapped<Status> | undefined => {
  const stage = readStage(own(fields, "stage"));
  const status = readWordOfStatus(own(fields, "status"));
  return (stage ? { value: stage.value, foreign: status?.foreign ?? stage.foreign } : status) ?? undefined;
};

import type { Severity } from "../../../kernel/index.ts";
import type { Mapped, Status } from "../../incident.ts";
import { type ForeignRecord, own, ownAt, wordReader } from "../../read.ts";

/** The words of the API, and the numbers that stand for them where a client writes its enumerations so: 1 is the gravest. */
const readSeverity = wordReader<Severity>(
  { critical: "critical", high: "high", medium: "medium", low: "low", 1: "critical", 2: "high", 3: "medium", 4: "low" },
  "unknown",
);

/** The finding's own severity, else what its detector said of old. */
export const severityOf = (finding: ForeignRecord): Mapped<Severity> | undefined => {
  const paths = ["sourceProperties.SeverityLevel", "sourceProperties.detectionPriority"];
  const readings = [own(finding, "severity"), ...paths.map((path) => ownAt(finding, path))].map(readSeverity);
  const said = readings.filter((reading) => reading !== null);
  return said.find(({ value }) => value !== "unknown") ?? said[0];
};

export const readState = wordReader<Status>(
  { active: "active", 1: "active", inactive: "resolved", 2: "resolved" },
  "active",
);

import type { Severity } from "../../../kernel/index.ts";
import type { Mapped, Status } from "../../incident.ts";
import { type ForeignRecord, own, ownAt, readRecord, readText, readWord, wordReader } from "../../read.ts";

const readLabel = wordReader<Severity>(
  { informational: "informational", low: "low", medium: "medium", high: "high", critical: "critical" },
  "unknown",
);

/**
 * The severity as Security Hub has it, else as the provider gave it: the label, and only where there is none the number from 0
 * to 100. The provider's own scale (`Product`, `Original`) says nothing that could be compared.
 */
export const severityOf = (finding: ForeignRecord): Mapped<Severity> | undefined => {
  const places = ["severity", "findingProviderFields.severity"].map((path) => readRecord(ownAt(finding, path)));
  const readings = [
    ...places.map((place) => readLabel(own(place, "label"))),
    readLabel(ownAt(finding, "productFields.aws/securityhub/SeverityLabel")),
    ...places.map((place) => normalised(own(place, "normalized"))),
  ];
  const said = readings.filter((reading) => reading !== null);
  return said.find(({ value }) => value !== "unknown") ?? said[0];
};

/** The ranges by which Security Hub itself gives a label to a number. */
const normalised = (value: unknown): Mapped<Severity> | null => {
  const text = readText(value)?.trim() ?? "";
  if (!/^\d{1,3}(?:\.\d{1,15})?$/.test(text) || Number(text) > 100) return null;
  return { value: ofNumber(Number(text)), foreign: text };
};

const ofNumber = (number: number): Severity => {
  if (number >= 90) return "critical";
  if (number >= 70) return "high";
  if (number >= 40) return "medium";
  return number >= 1 ? "low" : "informational";
};

/** Statuses of the work on a finding; the owner of the resource has been told of a notified one. */
const readWorkflow = wordReader<Status>(
  {
    new: "active",
    assigned: "inProgress",
    inProgress: "inProgress",
    notified: "awaitingAction",
    deferred: "resolved",
    resolved: "resolved",
    suppressed: "resolved",
  },
  "active",
);

/** Where the work stands: an archived finding is over, whatever the workflow says. */
export const statusOf = (finding: ForeignRecord): Mapped<Status> | undefined => {
  const state = readWord(own(finding, "recordState"));
  if (state?.toLowerCase() === "archived") return { value: "resolved", foreign: state };
  return readWorkflow(ownAt(finding, "workflow.status")) ?? readWorkflow(own(finding, "workflowState")) ?? undefined;
};

/** What a check found, in capitals: `FAILED`, `WARNING`, `PASSED`, `NOT_AVAILABLE`; null for what is no check. */
export const complianceOf = (finding: ForeignRecord): string | null =>
  readWord(ownAt(finding, "compliance.status"))?.toUpperCase() ?? null;

import { minuteMs } from "@tocsin/core/kernel";
import { type PassReport, type ReconciliationStore, reconciliationPass } from "@tocsin/core/reconciliation";
import type { Logger } from "pino";
import type { Metrics } from "../health/metrics.ts";
import { type Regular, regularly } from "../regularly.ts";

export interface ReconcilerParts {
  readonly reconciliation: ReconciliationStore;
  readonly now: () => number;
}

/**
 * Compares what was decided with the mails that followed, at once and then every minute; every worker does, and the
 * database lets one of them keep what it found. It mends nothing: it says so in the log, in numbers, and on record.
 */
export const startReconciler = (
  { reconciliation, now }: ReconcilerParts,
  metrics: Pick<Metrics, "countReconciled">,
  log: Logger,
): Regular =>
  regularly(
    minuteMs,
    async () => {
      const report = await reconciliationPass(reconciliation, now);
      metrics.countReconciled(report.looked);
      if (report.findings.length > 0) log.error(factsOf(report), "Decisions and mails disagree");
    },
    (error) => log.warn({ err: error }, "Decisions and mails were not compared; the next look tries again"),
  );

/** Without addresses: the list of findings has them. */
const factsOf = ({ findings }: PassReport): object => ({
  missing: findings.filter(({ kind }) => kind === "missing").length,
  surplus: findings.filter(({ kind }) => kind === "surplus").length,
  why: [...new Set(findings.map(({ why }) => why))],
});

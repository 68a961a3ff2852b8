import { type AttemptParts, type AttemptReport, attemptDelivery } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, type JobPayload } from "@tocsin/core/kernel";
import type { Logger } from "pino";
import type { Metrics } from "../health/metrics.ts";

/** `delivery.attempt`: makes one attempt at a delivery, counts it, and says in the log what became of it. */
export const openAttempt =
  (parts: AttemptParts, metrics: Pick<Metrics, "countClaim" | "countAttempt">, log: Logger) =>
  async ({ deliveryId }: JobPayload<"delivery.attempt">): Promise<void> => {
    const startedAt = performance.now();
    const report = await attemptDelivery(parts, asId<DeliveryId>(deliveryId));
    const ms = performance.now() - startedAt;
    metrics.countClaim(report.kind);
    if (report.kind === "attempted") metrics.countAttempt(parts.transport.kind, report.outcome.kind, ms / 1_000);
    log[levelOf(report)]({ deliveryId, ...factsOf(report), ms: Math.round(ms) }, "Attempt");
  };

/** Without the server's words, which may repeat the address or the subject: they stand in the delivery's timeline. */
const factsOf = (report: AttemptReport): object => {
  if (report.kind !== "attempted") return report;
  const { number, outcome } = report;
  return { kind: report.kind, number, outcome: outcome.kind, ...("code" in outcome ? { code: outcome.code } : {}) };
};

const levelOf = (report: AttemptReport): "debug" | "info" | "warn" => {
  if (report.kind === "skipped") return "debug";
  if (report.kind !== "attempted") return "warn";
  return report.outcome.kind === "accepted" || report.outcome.kind === "captured" ? "info" : "warn";
};

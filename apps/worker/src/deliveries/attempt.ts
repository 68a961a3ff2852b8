import { type AttemptParts, type AttemptReport, attemptDelivery } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, type JobPayload } from "@tocsin/core/kernel";
import type { Logger } from "pino";

/** `delivery.attempt`: makes one attempt and says in the log what became of it, by ids and reasons only. */
export const openAttempt =
  (parts: AttemptParts, log: Logger) =>
  async ({ deliveryId }: JobPayload<"delivery.attempt">): Promise<void> => {
    const report = await attemptDelivery(parts, asId<DeliveryId>(deliveryId));
    log[levelOf(report)]({ deliveryId, ...report }, "Attempt");
  };

const levelOf = (report: AttemptReport): "debug" | "info" | "warn" => {
  if (report.kind === "skipped") return "debug";
  if (report.kind !== "attempted") return "warn";
  return report.outcome.kind === "accepted" || report.outcome.kind === "captured" ? "info" : "warn";
};

import { type AttemptParts, type AttemptReport, attemptDelivery, type Outcome } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, type JobPayload } from "@tocsin/core/kernel";
import type { Logger } from "pino";
import type { Metrics } from "../health/metrics.ts";
import type { Carrier, Carrying } from "../transports/carrier.ts";

export interface AttemptWays {
  readonly partsWith: (carrying: Carrying) => AttemptParts;
  /** Mails of a demo go no further than this server, and words about the road go another, whatever carries the others. */
  readonly carryingFor: (deliveryId: string, chosen: Carrying) => Promise<Carrying>;
  /** Told of the outcome of each attempt that went the way of all mail. */
  readonly onOutcome: (outcome: Outcome, destination: string) => void;
}

/**
 * `delivery.attempt`: makes one attempt at a delivery, counts it, and says in the log what became of it. Whatever is chosen
 * meanwhile, one transport carries it from claim to outcome.
 */
export const openAttempt =
  (
    carrier: Pick<Carrier, "use">,
    { partsWith, carryingFor, onOutcome }: AttemptWays,
    metrics: Pick<Metrics, "countClaim" | "countAttempt">,
    log: Logger,
  ) =>
  ({ deliveryId }: JobPayload<"delivery.attempt">): Promise<void> =>
    carrier.use(async (chosen) => {
      const carrying = await carryingFor(deliveryId, chosen);
      const startedAt = performance.now();
      const report = await attemptDelivery(partsWith(carrying), asId<DeliveryId>(deliveryId));
      const ms = performance.now() - startedAt;
      metrics.countClaim(report.kind);
      if (report.kind === "attempted") {
        const { kind, destination } = carrying.transport;
        metrics.countAttempt(kind, report.outcome.kind, ms / 1_000);
        if (carrying === chosen) onOutcome(report.outcome, destination);
      }
      log[levelOf(report)]({ deliveryId, ...factsOf(report), ms: Math.round(ms) }, "Attempt");
    });

/** Without the server's words, which may repeat the address or the subject: they stand in the delivery's timeline. */
const factsOf = (report: AttemptReport): object => {
  if (report.kind !== "attempted") return report;
  const { number, outcome } = report;
  return { kind: report.kind, number, outcome: outcome.kind, ...("code" in outcome ? { code: outcome.code } : {}) };
};

const levelOf = (report: AttemptReport): "debug" | "info" | "warn" => {
  if (report.kind === "skipped") return "debug";
  if (report.kind === "held" || report.kind === "putBack") return "info";
  if (report.kind !== "attempted") return "warn";
  return report.outcome.kind === "accepted" || report.outcome.kind === "captured" ? "info" : "warn";
};

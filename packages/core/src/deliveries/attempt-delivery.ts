import type { DeliveryId, Instant, Job } from "../kernel/index.ts";
import type { Claim } from "./delivery.ts";
import { nextStep, retryPolicyFor } from "./next-step.ts";
import type { Outcome } from "./outcome.ts";
import type { ClaimedDelivery, DeliveryStore, SealedMail } from "./ports.ts";
import type { Transport } from "./transport.ts";

export interface AttemptParts {
  readonly deliveries: DeliveryStore;
  readonly transport: Transport;
  /**
   * Checks the right to be told and, at the first claim, makes the mail. `sealed` is null where a mail is stored already.
   */
  readonly compose: (claimed: ClaimedDelivery) => Promise<Composed>;
  /** Renews the lease until the returned function is called. */
  readonly keepAlive: (claim: Claim) => () => void;
  readonly announce: (jobs: readonly Job[]) => Promise<void>;
  readonly now: () => Instant;
  /** From 0 to 1, anew each time. */
  readonly random: () => number;
}

export type Composed =
  | { readonly kind: "mail"; readonly sealed: SealedMail | null; readonly mail: SealedMail["mail"] }
  | { readonly kind: "cancelled"; readonly reason: string };

/** What became of a job, for the log. */
export type AttemptReport =
  | { readonly kind: "skipped" }
  | { readonly kind: "fenced" }
  | { readonly kind: "cancelled"; readonly reason: string }
  | { readonly kind: "attempted"; readonly number: number; readonly outcome: Outcome };

/** Makes one attempt at a delivery: claim, compose, commit the attempt, send, decide the next step, commit it. */
export const attemptDelivery = async (parts: AttemptParts, deliveryId: DeliveryId): Promise<AttemptReport> => {
  const { deliveries, transport, now } = parts;
  const claimed = await deliveries.claim(deliveryId, now());
  if (claimed === null) return { kind: "skipped" };

  const composed = await parts.compose(claimed);
  if (composed.kind === "cancelled") {
    const cancelled = await deliveries.cancel(claimed, composed.reason, now());
    return cancelled === "fenced" ? { kind: "fenced" } : composed;
  }

  const attempt = await deliveries.beginAttempt(claimed, composed.sealed, transport, now());
  if (attempt === "fenced") return { kind: "fenced" };

  const letGo = parts.keepAlive(claimed);
  const { delivery } = claimed;
  const outcome = await transport.send({ mail: composed.mail, deliveryId, redrive: delivery.redrive }).finally(letGo);

  const firstAt = claimed.firstAttemptAt ?? attempt.startedAt;
  const made = { number: delivery.attempts + 1, firstAt, doubted: claimed.doubted };
  const policy = retryPolicyFor(transport.kind, transport.afterDoubt);
  const next = nextStep(outcome, made, now(), parts.random(), policy);
  const jobs = await deliveries.recordOutcome({ claim: claimed, attempt, outcome, next, now: now() });
  if (jobs === "fenced") return { kind: "fenced" };
  await parts.announce(jobs);
  return { kind: "attempted", number: attempt.number, outcome };
};

import type { DeliveryId, Instant, Job } from "../kernel/index.ts";
import type { Attempt, Claim } from "./delivery.ts";
import { nextStep, retryPolicyFor } from "./next-step.ts";
import type { Outcome } from "./outcome.ts";
import type { ClaimedDelivery, DeliveryStore, Fenced, SealedMail } from "./ports.ts";
import type { Transport } from "./transport.ts";

export interface AttemptParts {
  readonly deliveries: DeliveryStore;
  readonly transport: Transport;
  /**
   * Checks the right to be told and makes the mail: at the first claim, and anew where the right was narrowed since.
   * `sealed` is null where the stored one goes out.
   */
  readonly compose: (claimed: ClaimedDelivery) => Promise<Composed>;
  /** Renews the lease, also of a mail that waits for its turn, until the returned function is called. */
  readonly keepAlive: (claim: Claim) => () => void;
  readonly announce: (jobs: readonly Job[]) => Promise<void>;
  /** Whether this worker ends: what it has not begun to send is then another's, or its own after its next start. */
  readonly isStopping: () => boolean;
  readonly now: () => Instant;
  /** From 0 to 1, anew each time. */
  readonly random: () => number;
}

export type Composed =
  | { readonly kind: "mail"; readonly sealed: SealedMail | null; readonly mail: SealedMail["mail"] }
  /** `remember`: for the store that told what it was to be made of. Opaque to deliveries. */
  | { readonly kind: "cancelled"; readonly reason: string; readonly remember?: unknown };

/** What became of a job, for the log. */
export type AttemptReport =
  | { readonly kind: "skipped" }
  | { readonly kind: "fenced" }
  | { readonly kind: "putBack" }
  | { readonly kind: "held"; readonly foldedInto: DeliveryId }
  | { readonly kind: "cancelled"; readonly reason: string }
  | { readonly kind: "attempted"; readonly number: number; readonly outcome: Outcome };

/**
 * Makes one attempt at a delivery: claim, compose, wait for a turn, commit the attempt, send, decide the next step,
 * commit it. While it waits for its turn it is not committed: a worker that dies then leaves no doubt.
 */
export const attemptDelivery = async (parts: AttemptParts, deliveryId: DeliveryId): Promise<AttemptReport> => {
  const { deliveries, now } = parts;
  const claimed = await deliveries.claim(deliveryId, now());
  if (claimed === null) return { kind: "skipped" };
  if ("foldedInto" in claimed) {
    await parts.announce(claimed.jobs);
    return { kind: "held", foldedInto: claimed.foldedInto };
  }
  if (parts.isStopping()) return putBack(parts, claimed);

  const composed = await parts.compose(claimed);
  if (composed.kind === "cancelled") {
    const { reason, remember } = composed;
    const cancelled = await deliveries.cancel(claimed, reason, now(), remember);
    return cancelled === "fenced" ? { kind: "fenced" } : { kind: "cancelled", reason };
  }

  const letGo = parts.keepAlive(claimed);
  const sent = await sendInTurn(parts, claimed, composed).finally(letGo);
  if (sent === "stopping") return putBack(parts, claimed);
  return sent === "fenced" ? { kind: "fenced" } : record(parts, claimed, sent);
};

const putBack = async ({ deliveries, announce, now }: AttemptParts, claim: ClaimedDelivery): Promise<AttemptReport> => {
  const jobs = await deliveries.putBack(claim, now());
  if (jobs === "fenced") return { kind: "fenced" };
  await announce(jobs);
  return { kind: "putBack" };
};

interface Sent {
  readonly attempt: Attempt;
  readonly outcome: Outcome;
}

const sendInTurn = async (
  { deliveries, transport, isStopping, now }: AttemptParts,
  claimed: ClaimedDelivery,
  { mail, sealed }: Extract<Composed, { readonly kind: "mail" }>,
): Promise<Sent | Fenced | "stopping"> => {
  const { id, redrive } = claimed.delivery;
  const { doubt, urgent } = claimed;
  const turn = await transport.ready({ mail, deliveryId: id, redrive, doubt, urgent });
  try {
    if (isStopping()) return "stopping";
    const road = { kind: transport.kind, destination: transport.destination, batch: turn.batch };
    const attempt = await deliveries.beginAttempt(claimed, sealed, road, now());
    return attempt === "fenced" ? "fenced" : { attempt, outcome: await turn.send() };
  } finally {
    turn.release();
  }
};

const record = async (
  { deliveries, transport, announce, now, random }: AttemptParts,
  claim: ClaimedDelivery,
  { attempt, outcome }: Sent,
): Promise<AttemptReport> => {
  const { delivery, firstAttemptAt, doubt } = claim;
  const made = {
    number: delivery.attempts + 1,
    firstAt: firstAttemptAt ?? attempt.startedAt,
    inDoubtBefore: doubt !== null,
  };
  const policy = retryPolicyFor(transport.kind, transport.afterDoubt);
  const next = nextStep(outcome, made, now(), random(), policy);
  const jobs = await deliveries.recordOutcome({ claim, attempt, outcome, next, now: now() });
  if (jobs === "fenced") return { kind: "fenced" };
  await announce(jobs);
  return { kind: "attempted", number: attempt.number, outcome };
};

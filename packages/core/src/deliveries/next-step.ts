import { hourMs, type Instant, secondMs } from "../kernel/index.ts";
import type { DeliveryState } from "./delivery.ts";
import type { Outcome } from "./outcome.ts";
import type { TransportKind } from "./transport.ts";

export type NextStep =
  | { readonly kind: "settle"; readonly state: Extract<DeliveryState, "sent" | "captured" | "failed" | "inDoubt"> }
  | { readonly kind: "tryAgain"; readonly at: Instant };

export interface RetryPolicy {
  readonly afterDoubt: "resend" | "hold";
  /** How long after the first attempt a deferred delivery is given up, and one in doubt. */
  readonly horizonMs: number;
  readonly doubtHorizonMs: number;
}

export const retryPolicy: RetryPolicy = { afterDoubt: "resend", horizonMs: 24 * hourMs, doubtHorizonMs: 24 * hourMs };

/** Resend forgets an idempotency key after 24 h: sent again any later, a mail in doubt could arrive twice. */
export const retryPolicyFor = (kind: TransportKind, afterDoubt: RetryPolicy["afterDoubt"]): RetryPolicy => ({
  ...retryPolicy,
  afterDoubt,
  ...(kind === "resend" && { doubtHorizonMs: 23 * hourMs }),
});

const baseMs = 5 * secondMs;
const factor = 3;
const capMs = hourMs;

/** The attempt that was made, as far as the next step depends on it. */
export interface AttemptMade {
  /** 1 for the first of its series. */
  readonly number: number;
  /** When the series began. */
  readonly firstAt: Instant;
  /** An earlier attempt of the series ended in doubt, so that the far end may have the mail whatever this one says. */
  readonly inDoubtBefore: boolean;
}

/**
 * The only place that decides a retry: 5 s, three times longer each time up to an hour, spread over the whole of it
 * (`jitter` from 0 to 1), a wait that the server asked for honoured, until the horizon. A last attempt is made at the
 * horizon itself, so that a road which opens late is still used.
 */
export const nextStep = (
  outcome: Outcome,
  attempt: AttemptMade,
  now: Instant,
  jitter: number,
  policy: RetryPolicy = retryPolicy,
): NextStep => {
  switch (outcome.kind) {
    case "accepted":
      return { kind: "settle", state: "sent" };
    case "captured":
      return { kind: "settle", state: "captured" };
    case "rejected":
      return { kind: "settle", state: "failed" };
    case "inDoubt":
      if (policy.afterDoubt === "hold") return { kind: "settle", state: "inDoubt" };
      return again(attempt.firstAt + policy.doubtHorizonMs, now, backoffMs(attempt.number, jitter), "inDoubt");
    case "deferred": {
      const waitMs = Math.max(backoffMs(attempt.number, jitter), outcome.retryAfterMs ?? 0);
      // What is in doubt stays so: neither may it be sent after its own horizon, nor be called failed.
      return attempt.inDoubtBefore
        ? again(attempt.firstAt + policy.doubtHorizonMs, now, waitMs, "inDoubt")
        : again(attempt.firstAt + policy.horizonMs, now, waitMs, "failed");
    }
  }
};

const again = (horizonAt: Instant, now: Instant, waitMs: number, givenUp: "failed" | "inDoubt"): NextStep =>
  now >= horizonAt ? { kind: "settle", state: givenUp } : { kind: "tryAgain", at: Math.min(now + waitMs, horizonAt) };

/** Full jitter: anywhere between nothing and the exponential wait before the attempt after `attempt`. */
export const backoffMs = (attempt: number, jitter: number): number =>
  Math.min(capMs, baseMs * factor ** Math.min(attempt - 1, 20)) * jitter;

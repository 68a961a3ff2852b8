import { parseJson } from "@tocsin/core/intake";
import { type Instant, minuteMs, secondMs } from "@tocsin/core/kernel";
import type { PollFault } from "@tocsin/core/sources";
import { faultOf, type PollApi } from "@tocsin/outbound";

/** How a run asks: with patience, and with a clock that follows the server's. */
export interface Asker {
  /** Asks until there is an answer that is one, or until asking again is in vain. */
  ask(place: string): Promise<Asked>;
  /** By the server's clock, as far as it is known. */
  serverNow(): Instant;
  /** The server's clock minus ours, in ms. */
  readonly skewMs: number;
}

export type Asked =
  | { readonly kind: "answered"; readonly value: unknown; readonly text: string; readonly serverTime: Instant | null }
  /** The question is wrong. */
  | { readonly kind: "refused"; readonly fault: PollFault }
  /** It failed as often as it was tried. */
  | { readonly kind: "failing"; readonly fault: PollFault }
  /** No question is answered now. */
  | { readonly kind: "over"; readonly fault: PollFault; readonly waitMs: number | null };

export interface AskerParts {
  readonly api: PollApi;
  readonly now: () => Instant;
  readonly wait: (ms: number) => Promise<void>;
  readonly count: (answer: string) => void;
  readonly signal: AbortSignal;
  readonly skewMs: number;
}

const waitsAfterFailure: readonly number[] = [secondMs, 4 * secondMs];
/** Longer than that nobody waits with a lease in hand: the poll is taken up again when its time has come. */
const throttledMaxMs = 2 * minuteMs;
const throttledUntoldMs = 30 * secondMs;
/** A clock that is out by more than that is none; then ours is better. */
const skewMaxMs = 24 * 60 * minuteMs;

export const createAsker = ({ api, now, wait, count, signal, ...start }: AskerParts): Asker => {
  let skewMs = start.skewMs;

  const learn = (serverTime: Instant | null): void => {
    if (serverTime === null) return;
    // The Date of an answer is cut to the second: less than that is no difference.
    const skew = serverTime + secondMs / 2 - now();
    if (Math.abs(skew) < skewMaxMs) skewMs = Math.abs(skew) < 1.5 * secondMs ? 0 : skew;
  };

  return {
    ask: async (place) => {
      let failed = 0;
      let throttledMs = 0;
      for (;;) {
        const { verdict, serverTime } = await api.ask(place, signal);
        count(verdict.kind);
        learn(serverTime);
        if (verdict.kind === "answered") {
          const parsed = parseJson(verdict.text);
          if (parsed.ok) return { kind: "answered", value: parsed.value, text: verdict.text, serverTime };
        }
        const fault = faultOf(verdict) ?? { cause: "failing", words: "The answer is no JSON" };
        if (signal.aborted) return { kind: "over", fault, waitMs: null };
        if (verdict.kind === "throttled") {
          const waitMs = Math.max(secondMs / 2, verdict.waitMs ?? throttledUntoldMs);
          throttledMs += waitMs;
          if (throttledMs > throttledMaxMs) return { kind: "over", fault, waitMs };
          await wait(waitMs);
          continue;
        }
        if (verdict.kind === "refused") return { kind: "refused", fault };
        if (verdict.kind !== "failing" && verdict.kind !== "answered") return { kind: "over", fault, waitMs: null };
        const waitMs = waitsAfterFailure[failed];
        if (waitMs === undefined) return { kind: "failing", fault };
        failed += 1;
        await wait(waitMs);
      }
    },
    serverNow: () => now() + skewMs,
    get skewMs() {
      return skewMs;
    },
  };
};

import type { AllClearStore } from "@tocsin/core/all-clear";
import { type Instant, secondMs } from "@tocsin/core/kernel";
import type { Logger } from "pino";

export interface TakesSignParts {
  readonly allClear: Pick<AllClearStore, "apiTakes">;
  readonly now: () => Instant;
  readonly log: Pick<Logger, "warn">;
}

const everyMs = 30 * secondMs;

/** Shows every half minute that what comes can be stored, by storing that: without it no all-clear is given. */
export const startTakesSign = ({ allClear, now, log }: TakesSignParts): { stop(): Promise<void> } => {
  const show = (): Promise<void> =>
    allClear
      .apiTakes(now())
      .catch((error: unknown) => log.warn({ err: error }, "What comes cannot be stored; no all-clear is given"));
  let last = show();
  const timer = setInterval(() => {
    last = show();
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await last;
    },
  };
};

import { type Instant, type Job, minuteMs } from "@tocsin/core/kernel";
import type { SilenceStore } from "@tocsin/core/silences";
import type { Logger } from "pino";

export interface WarnerParts {
  readonly silences: Pick<SilenceStore, "warnOfEnds">;
  readonly announce: (jobs: readonly Job[]) => Promise<void>;
  readonly now: () => Instant;
}

/** Tells administrators, once each, of silences that end soon; every worker looks, and the first one to see it tells. */
export const startWarner = ({ silences, announce, now }: WarnerParts, log: Logger): { stop(): Promise<void> } => {
  const look = (): Promise<void> =>
    silences
      .warnOfEnds(now())
      .then(announce)
      .catch((error: unknown) => log.warn({ err: error }, "Ends of silences were not looked for"));
  let last = look();
  const timer = setInterval(() => {
    last = look();
  }, minuteMs / 2);
  return {
    stop: async () => {
      clearInterval(timer);
      await last;
    },
  };
};

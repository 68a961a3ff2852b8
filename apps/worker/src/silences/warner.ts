import { type Instant, type Job, minuteMs } from "@tocsin/core/kernel";
import type { SilenceStore } from "@tocsin/core/silences";
import type { Logger } from "pino";
import { type Regular, regularly } from "../regularly.ts";

export interface WarnerParts {
  readonly silences: Pick<SilenceStore, "warnOfEnds">;
  readonly announce: (jobs: readonly Job[]) => Promise<void>;
  readonly now: () => Instant;
}

/** Tells administrators, once each, of silences that end soon; every worker looks, and the first one to see it tells. */
export const startWarner = ({ silences, announce, now }: WarnerParts, log: Logger): Regular =>
  regularly(
    minuteMs / 2,
    async () => announce(await silences.warnOfEnds(now())),
    (error) => log.warn({ err: error }, "Ends of silences were not looked for"),
  );

import { type SweepParts, sweep } from "@tocsin/core/deliveries";
import { secondMs } from "@tocsin/core/kernel";
import type { Logger } from "pino";
import type { Metrics } from "../health/metrics.ts";

/** How often stranded rows are looked for: the longest that a lost nudge delays a mail. */
const sweepEveryMs = 5 * secondMs;

/** Sweeps at once and then every five seconds until stopped; one sweep never overtakes another. */
export const startSweeper = (
  parts: SweepParts,
  metrics: Pick<Metrics, "countSweep">,
  log: Logger,
): { stop(): Promise<void> } => {
  const stopped = Promise.withResolvers<void>();
  let stopping = false;
  const run = async (): Promise<void> => {
    while (!stopping) {
      try {
        const report = await sweep(parts);
        metrics.countSweep(report);
        if (report.stranded + report.nudged > 0) log.info(report, "Sweep");
      } catch (error) {
        log.error({ err: error }, "A sweep failed; the next one tries again");
      }
      await pause(sweepEveryMs, stopped.promise);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping = true;
      stopped.resolve();
      await running;
    },
  };
};

const pause = async (ms: number, until: Promise<void>): Promise<void> => {
  const over = Promise.withResolvers<void>();
  const timer = setTimeout(over.resolve, ms);
  await Promise.race([over.promise, until]);
  clearTimeout(timer);
};

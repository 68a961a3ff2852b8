import { type SweepParts, sweep } from "@tocsin/core/deliveries";
import { secondMs } from "@tocsin/core/kernel";
import type { Logger } from "pino";
import type { Metrics } from "../health/metrics.ts";
import { type Regular, regularly } from "../regularly.ts";

/** How often stranded rows are looked for: the longest that a lost nudge delays a mail. */
const sweepEveryMs = 5 * secondMs;

/** Sweeps at once and then every five seconds until stopped; one sweep never overtakes another. */
export const startSweeper = (parts: SweepParts, metrics: Pick<Metrics, "countSweep">, log: Logger): Regular =>
  regularly(
    sweepEveryMs,
    async () => {
      const report = await sweep(parts);
      metrics.countSweep(report);
      if (report.stranded + report.nudged > 0) log.info(report, "Sweep");
    },
    (error) => log.error({ err: error }, "A sweep failed; the next one tries again"),
  );

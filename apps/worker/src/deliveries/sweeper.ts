import { believesLeases, looksForAhead, type SweepParts, sweep, unwatched, watchClock } from "@tocsin/core/deliveries";
import { secondMs } from "@tocsin/core/kernel";
import type { Logger } from "pino";
import type { Metrics } from "../health/metrics.ts";
import { type Regular, regularly } from "../regularly.ts";

export type SweeperParts = Pick<SweepParts, "deliveries" | "announce" | "now" | "random"> & {
  readonly afterDoubt: () => SweepParts["afterDoubt"];
};

/** How often stranded rows are looked for: the longest that a lost nudge delays a mail. */
const sweepEveryMs = 5 * secondMs;

/** Sweeps at once and then every five seconds until stopped; one sweep never overtakes another. */
export const startSweeper = (
  parts: SweeperParts,
  metrics: Pick<Metrics, "countSweep">,
  log: Logger,
  machineNow: () => number = () => performance.now(),
): Regular => {
  let clock = unwatched;
  return regularly(
    sweepEveryMs,
    async () => {
      const wall = parts.now();
      clock = watchClock(clock, { wall, machine: machineNow() });
      const report = await sweep({
        ...parts,
        afterDoubt: parts.afterDoubt(),
        leasesEndedBy: believesLeases(clock) ? wall : null,
        looksForAhead: looksForAhead(clock),
      });
      metrics.countSweep(report);
      if (report.stranded + report.nudged + report.hastened > 0) log.info(report, "Sweep");
    },
    (error) => log.error({ err: error }, "A sweep failed; the next one tries again"),
  );
};

import type { Outcome } from "@tocsin/core/deliveries";
import { type Instant, type Job, secondMs } from "@tocsin/core/kernel";
import type { OtherRoad, OutageStore, RoadReport } from "@tocsin/core/outages";
import type { Logger } from "pino";

export interface RoadWatchParts {
  readonly outages: Pick<OutageStore, "report" | "road">;
  /** The roads by which an outage can be told. */
  readonly others: () => Promise<readonly OtherRoad[]>;
  readonly announce: (jobs: readonly Job[]) => Promise<void>;
  readonly now: () => Instant;
}

const reportEveryMs = 10 * secondMs;

/**
 * Sums up what attempts came to, and reports it every ten seconds: the database judges for all workers together whether
 * mail goes out, and plans what administrators are told.
 */
export const startRoadWatch = (
  { outages, others, announce, now }: RoadWatchParts,
  log: Logger,
): {
  /** Counts one attempt that went the way of all mail. */
  readonly saw: (outcome: Outcome, destination: string) => void;
  report(): Promise<void>;
  stop(): Promise<void>;
} => {
  let seen = nothing;
  const report = async (): Promise<void> => {
    const given = seen;
    seen = nothing;
    try {
      const isTroubled = given.bad > 0 || (await outages.road()).outage !== null;
      await announce(await outages.report(given, isTroubled ? await others() : [], now()));
    } catch (error) {
      seen = together(given, seen);
      log.warn({ err: error }, "Whether mail goes out could not be judged; the next look tries again");
    }
  };
  let last = Promise.resolve();
  const timer = setInterval(() => {
    last = last.then(report);
  }, reportEveryMs);
  return {
    saw: (outcome, destination) => {
      seen = together(seen, reportOf(outcome, destination, now()));
    },
    report,
    stop: async () => {
      clearInterval(timer);
      await last;
      await report();
    },
  };
};

const nothing: RoadReport = { good: 0, bad: 0, firstBadAt: null, destination: "", said: "" };

const reportOf = (outcome: Outcome, destination: string, at: Instant): RoadReport =>
  outcome.kind === "accepted" || outcome.kind === "captured"
    ? { ...nothing, good: 1 }
    : { good: 0, bad: 1, firstBadAt: at, destination, said: outcome.reason };

const together = (earlier: RoadReport, later: RoadReport): RoadReport => ({
  good: earlier.good + later.good,
  bad: earlier.bad + later.bad,
  firstBadAt: earlier.firstBadAt ?? later.firstBadAt,
  ...(later.bad > 0
    ? { destination: later.destination, said: later.said }
    : { destination: earlier.destination, said: earlier.said }),
});

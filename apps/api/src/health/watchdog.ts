import { overdueSince } from "@tocsin/core/deliveries";
import { type Instant, secondMs, toIso } from "@tocsin/core/kernel";
import type { Logger } from "pino";

export interface WatchdogParts {
  /** When the delivery that waits longest was due; null where none waits. */
  readonly oldestDueAt: () => Promise<Instant | null>;
  readonly now: () => Instant;
  readonly log: Pick<Logger, "info" | "warn">;
  readonly everyMs?: number;
}

/** Says in the log when mails begin to be late, and when they no longer are; once each. */
export const startWatchdog = ({ oldestDueAt, now, log, everyMs = 10 * secondMs }: WatchdogParts): { stop(): void } => {
  let late = false;
  const look = async (): Promise<void> => {
    const since = overdueSince(await oldestDueAt(), now());
    if (since !== null && !late) {
      log.warn({ overdueSince: toIso(since) }, "Mails are late: does a worker run, and does it keep up?");
    }
    if (since === null && late) log.info("Mails are on time again");
    late = since !== null;
  };
  // A database that cannot be read just now is told of elsewhere.
  const timer = setInterval(() => void look().catch(() => {}), everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
};

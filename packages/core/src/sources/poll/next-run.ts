import { type Instant, minuteMs, secondMs } from "../../kernel/index.ts";
import type { PollCause } from "./causes.ts";
import type { PollSetting } from "./setting.ts";

const failedMaxMs = 15 * minuteMs;
/** What only a person can mend is asked about less often, but is asked about: it may have been mended elsewhere. */
const slowCauses: ReadonlySet<PollCause> = new Set(["wrongTenant", "wrongApplication", "wrongSecret", "expiredSecret"]);
const slowMs = 5 * minuteMs;

/** When a poll is due again after a run. `failures` counts the failed runs on end, this one included. */
export const nextRunAt = (
  { intervalSeconds }: Pick<PollSetting, "intervalSeconds">,
  ended: {
    readonly at: Instant;
    readonly failures: number;
    readonly cause: PollCause | null;
    readonly waitMs?: number | null;
  },
): Instant => {
  const intervalMs = intervalSeconds * secondMs;
  if (ended.waitMs !== null && ended.waitMs !== undefined) return ended.at + Math.max(secondMs, ended.waitMs);
  if (ended.cause === null) return ended.at + intervalMs;
  const backoff = Math.min(failedMaxMs, intervalMs * 2 ** Math.min(10, ended.failures - 1));
  return ended.at + (slowCauses.has(ended.cause) ? Math.max(slowMs, backoff) : backoff);
};

/** How far behind Microsoft's list we are: what was written since then may be missing here. */
export const lagMs = (
  { state, skewMs }: { readonly state: { readonly through: Instant }; readonly skewMs: number },
  now: Instant,
): number => Math.max(0, now + skewMs - state.through);

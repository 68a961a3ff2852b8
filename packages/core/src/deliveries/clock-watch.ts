import { type Instant, minuteMs, secondMs } from "../kernel/index.ts";
import { leaseMs } from "./delivery.ts";

/** One look at two clocks: that on the wall, which may be set, and the machine's own, which only runs on. */
export interface ClockLook {
  readonly wall: Instant;
  /** In ms since whenever. Stands still while the machine sleeps. */
  readonly machine: number;
}

/** What looking at both clocks regularly came to. */
export interface ClockWatch {
  readonly last: ClockLook | null;
  /** Until then, by the machine's clock, an ended lease proves nothing: its worker is about to renew it. */
  readonly leasesDoubtedUntil: number;
  /** Until then, by the machine's clock, there may be times that a clock ahead of this one has written. */
  readonly aheadLookedForUntil: number;
}

export const unwatched: ClockWatch = { last: null, leasesDoubtedUntil: -Infinity, aheadLookedForUntil: -Infinity };

/** So much a clock may be put right without anybody taking notice; a lease is far longer. */
const toleranceMs = 5 * secondMs;
/** What was decided under the old time is written by then. */
const lookAheadForMs = minuteMs;

/**
 * Compares how far both clocks went since the last look. A wall clock that went further was set ahead, or the machine
 * slept: leases have not ended by that. One that went less far was set back; the first look cannot know, and supposes so.
 */
export const watchClock = (before: ClockWatch, look: ClockLook): ClockWatch => {
  const { last } = before;
  const set = last === null ? 0 : look.wall - last.wall - (look.machine - last.machine);
  const wasSetBack = last === null || set < -toleranceMs;
  return {
    last: look,
    leasesDoubtedUntil: set > toleranceMs ? look.machine + leaseMs : before.leasesDoubtedUntil,
    aheadLookedForUntil: wasSetBack ? look.machine + lookAheadForMs : before.aheadLookedForUntil,
  };
};

/** Whether ended leases are to be believed, as of the last look. */
export const believesLeases = ({ last, leasesDoubtedUntil }: ClockWatch): boolean =>
  last !== null && last.machine >= leasesDoubtedUntil;

/** Whether times that a clock ahead has written are to be looked for, as of the last look. */
export const looksForAhead = ({ last, aheadLookedForUntil }: ClockWatch): boolean =>
  last !== null && last.machine < aheadLookedForUntil;

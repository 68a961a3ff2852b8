import { dayMs, hourMs, type Instant, minuteMs } from "../kernel/index.ts";

/** Tells which day, and which hour of it, a moment falls in for somebody in a time zone. */
export interface Calendar {
  /** As `2026-11-03`. */
  dayOf(at: Instant): string;
  /** The moment at which the clock hour began. */
  hourOf(at: Instant): Instant;
  /** Every day from the first moment to the last. */
  daysBetween(from: Instant, to: Instant): readonly string[];
}

// Every zone is a multiple of this away from UTC, so that a day never begins within one.
const quarterMs = 15 * minuteMs;

export const openCalendar = (timeZone: string): Calendar => {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const known = new Map<number, { readonly day: string; readonly minutes: number }>();
  const quarterOf = (at: Instant): { readonly day: string; readonly minutes: number } => {
    const quarter = Math.floor(at / quarterMs);
    const before = known.get(quarter);
    if (before !== undefined) return before;
    const parts = format.formatToParts(quarter * quarterMs);
    const partOf = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
    const fresh = { day: ["year", "month", "day"].map(partOf).join("-"), minutes: Number(partOf("minute")) };
    known.set(quarter, fresh);
    return fresh;
  };
  const dayOf = (at: Instant): string => quarterOf(at).day;
  return {
    dayOf,
    hourOf: (at) => Math.floor(at / quarterMs) * quarterMs - quarterOf(at).minutes * minuteMs,
    daysBetween: (from, to) => {
      const days = new Set<string>();
      for (let at = from; at < to; at += hourMs) days.add(dayOf(at));
      return [...days.add(dayOf(to))].slice(0, Math.ceil((to - from) / dayMs) + 2);
    },
  };
};

import { overdueSince } from "../deliveries/index.ts";
import { hourMs, type Instant, minuteMs } from "../kernel/index.ts";
import type { Outage } from "../outages/index.ts";
import type { ReconciliationStanding } from "../reconciliation/index.ts";

/** What all has to be well before anybody is told that it is. */
export interface Signs {
  /** When the api last showed that it can store what comes; null where it never did. */
  readonly apiTookAt: Instant | null;
  /** When the waiting delivery that is due first was or will be due; null where none waits. */
  readonly oldestDueAt: Instant | null;
  readonly outage: Outage | null;
  readonly reconciliation: ReconciliationStanding;
}

export const troubles = ["api", "mailLate", "mailFailing", "disagreement", "notCompared"] as const;
export type Trouble = (typeof troubles)[number];

/** The api says so every half minute. */
const apiSilentMs = 2 * minuteMs;
/** They are compared every minute. */
const comparedWithinMs = 5 * minuteMs;

/**
 * What keeps the all-clear back; empty where everything works: the api takes incidents, mails leave in time, and each that
 * was decided is accounted for. Whoever waits for it in vain knows that something is wrong, whatever it is.
 */
export const troublesIn = (
  { apiTookAt, oldestDueAt, outage, reconciliation }: Signs,
  now: Instant,
): readonly Trouble[] => {
  const { missing, surplus, checkedAt } = reconciliation;
  return [
    ...(apiTookAt === null || now - apiTookAt > apiSilentMs ? (["api"] as const) : []),
    ...(overdueSince(oldestDueAt, now) === null ? [] : (["mailLate"] as const)),
    ...(outage === null ? [] : (["mailFailing"] as const)),
    ...(missing + surplus === 0 ? [] : (["disagreement"] as const)),
    ...(checkedAt === null || now - checkedAt > comparedWithinMs ? (["notCompared"] as const) : []),
  ];
};

/** How often the all-clear is given, by which way; null: not at all. */
export interface AllClearSetting {
  readonly mail: { readonly everyHours: number } | null;
  readonly url: { readonly everyMinutes: number; readonly method: "GET" | "POST" } | null;
}

/** When it was given last. */
export interface AllClearGiven {
  readonly mailedAt: Instant | null;
  readonly calledAt: Instant | null;
}

/** Which ways it is due by. What it could not be given by while there was trouble is due as soon as there is none. */
export const dueWays = (
  { mail, url }: AllClearSetting,
  { mailedAt, calledAt }: AllClearGiven,
  now: Instant,
): { readonly mail: boolean; readonly url: boolean } => ({
  mail: mail !== null && isPast(mailedAt, mail.everyHours * hourMs, now),
  url: url !== null && isPast(calledAt, url.everyMinutes * minuteMs, now),
});

/** Also where the clock was set back meanwhile. */
const isPast = (last: Instant | null, everyMs: number, now: Instant): boolean =>
  last === null || now - last >= everyMs || last - now > everyMs;

/** Where the sealed address stands: what it was sealed for. */
export const allClearPlace = { table: "all_clear", column: "address", id: "1" } as const;

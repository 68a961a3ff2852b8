import { clockAheadMaxMs, hourMs, type Instant, secondMs } from "../kernel/index.ts";

/** How fast a provider takes requests from all workers together, as far as it has told. */
export interface RequestLimit {
  /** Between the beginnings of two requests, in milliseconds. */
  readonly intervalMs: number;
  /** When the next request may begin. */
  readonly nextAt: Instant;
  readonly closing: Closing | null;
}

/** The provider takes nothing from us until then: a quota is used up, or it asked for time. */
export interface Closing {
  readonly until: Instant;
  readonly because: string;
}

/** What an answer of the provider tells of its limit; null where it says nothing. */
export interface ToldLimit {
  readonly intervalMs: number | null;
  readonly closing: { readonly forMs: number; readonly because: string } | null;
}

export type Slot =
  | { readonly kind: "at"; readonly at: Instant }
  | { readonly kind: "closed"; readonly closing: Closing };

/** One store for all workers: a limit that each process kept for itself would be broken by the second one. */
export interface RequestLimitStore {
  /** Keeps the next free moment for one request of whoever asks, in the order of asking, or says that there is none. */
  takeSlot(road: string, first: RequestLimit, now: Instant): Promise<Slot>;
  /** Why nothing may be sent on this road just now; null where it is open. */
  closingOf(road: string, now: Instant): Promise<Closing | null>;
  learn(road: string, first: RequestLimit, told: ToldLimit, now: Instant): Promise<void>;
}

/** What is assumed of a provider that has not told yet. */
export const untoldLimit = (intervalMs: number): RequestLimit => ({ intervalMs, nextAt: 0, closing: null });

const closedMaxMs = 24 * hourMs;
const intervalMaxMs = 10 * secondMs;

/** The closing that holds at that moment. */
export const closingAt = ({ closing }: RequestLimit, now: Instant): Closing | null =>
  closing !== null && now < closing.until && closing.until <= now + closedMaxMs ? closing : null;

/**
 * Keeps one moment for one request. Requests are spread evenly instead of counted by window, because the provider's
 * windows begin when it pleases and two bursts of ours could fall into one of them.
 */
export const takeSlot = (limit: RequestLimit, now: Instant): { readonly slot: Slot; readonly limit: RequestLimit } => {
  const closing = closingAt(limit, now);
  if (closing !== null) return { slot: { kind: "closed", closing }, limit };
  const at = limit.nextAt > now + clockAheadMaxMs ? now : Math.max(now, limit.nextAt);
  return { slot: { kind: "at", at }, limit: { ...limit, nextAt: at + limit.intervalMs, closing: null } };
};

/** Believes the provider's newest word on how fast it takes requests, and the longest of its closings. */
export const learnLimit = (limit: RequestLimit, told: ToldLimit, now: Instant): RequestLimit => {
  const known = closingAt(limit, now);
  const next = told.closing && {
    until: now + Math.min(told.closing.forMs, closedMaxMs),
    because: told.closing.because,
  };
  return {
    intervalMs: told.intervalMs === null ? limit.intervalMs : Math.min(told.intervalMs, intervalMaxMs),
    nextAt: limit.nextAt,
    closing: next && (known === null || next.until > known.until) ? next : known,
  };
};

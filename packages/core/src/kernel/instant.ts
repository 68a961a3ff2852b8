/**
 * A moment as milliseconds since 1970-01-01T00:00:00Z. A fraction is kept where a source gave one,
 * because two writes of one source may differ by microseconds only.
 */
export type Instant = number;

export const secondMs = 1_000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/**
 * No clock is believed that is ahead of ours by more: what it has written must not hold anything up once it was set right.
 * On one machine there is one clock, so that by itself none ever is.
 */
export const clockAheadMaxMs = 60 * secondMs;

/** ISO 8601 in UTC with milliseconds, as the API speaks it. */
export const toIso = (at: Instant): string => new Date(Math.floor(at)).toISOString();

export const toIsoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at));

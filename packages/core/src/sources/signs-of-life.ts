import { dayMs, hourMs, type Instant, minuteMs } from "../kernel/index.ts";

/** What is remembered of a source's sending, to notice when it goes silent or sends what cannot be read. */
export interface SignsOfLife {
  readonly lastReceivedAt: Instant | null;
  /** Set by a person: minutes of silence after which administrators are told; 0 never, null as learned. */
  readonly silentAfterMinutes: number | null;
  /** The longest pause of late, slowly forgotten, and how many pauses it was learned from. */
  readonly longestPauseMs: number;
  readonly pauses: number;
  /** Since when it is known to be silent; null while it is not. */
  readonly silentSince: Instant | null;
  /** Payloads in a row that could not be read, and when the first of them came. */
  readonly failures: number;
  readonly failingSince: Instant | null;
}

/** A turn for the worse or the better that administrators are told of. */
export type Turn =
  | { readonly kind: "silent"; readonly since: Instant; readonly expectedEveryMs: number }
  | { readonly kind: "failing"; readonly since: Instant; readonly failures: number }
  | { readonly kind: "pollFailing"; readonly since: Instant; readonly latest: string }
  | { readonly kind: "recovered"; readonly from: "silent" | "failing" | "poll"; readonly since: Instant };

/** What came within a minute came together. */
const shortestPauseMs = minuteMs;
/** Fewer pauses than these say nothing about the next one. */
const pausesToLearnFrom = 5;
const leastMs = hourMs;
const mostMs = 14 * dayMs;
/** One or two may be anybody's mistake. */
export const failuresToTell = 3;

/** How long a source may be silent: as somebody set it, else twice the longest pause of late; null while nobody knows. */
export const allowedSilenceMs = (signs: SignsOfLife): number | null => {
  if (signs.silentAfterMinutes === 0) return null;
  if (signs.silentAfterMinutes !== null) return signs.silentAfterMinutes * minuteMs;
  if (signs.pauses < pausesToLearnFrom) return null;
  return Math.min(Math.max(2 * signs.longestPauseMs, leastMs), mostMs);
};

/** Something readable came. A pause that was an outage teaches nothing. */
export const afterReception = (
  signs: SignsOfLife,
  at: Instant,
): { readonly signs: SignsOfLife; readonly turns: readonly Turn[] } => {
  const { lastReceivedAt, silentSince, failures, failingSince } = signs;
  const pause = lastReceivedAt === null ? 0 : at - lastReceivedAt;
  const isPause = silentSince === null && pause >= shortestPauseMs;
  const turns: Turn[] = [];
  if (silentSince !== null) turns.push({ kind: "recovered", from: "silent", since: silentSince });
  if (failures >= failuresToTell) turns.push({ kind: "recovered", from: "failing", since: failingSince ?? at });
  return {
    signs: {
      ...signs,
      lastReceivedAt: at,
      longestPauseMs: isPause ? Math.round(Math.max(pause, signs.longestPauseMs * 0.98)) : signs.longestPauseMs,
      pauses: signs.pauses + (isPause ? 1 : 0),
      silentSince: null,
      failures: 0,
      failingSince: null,
    },
    turns,
  };
};

/** Something came that could not be read: the source is not silent, but the third in a row is told of. */
export const afterProblem = (
  signs: SignsOfLife,
  at: Instant,
): { readonly signs: SignsOfLife; readonly turns: readonly Turn[] } => {
  const failures = signs.failures + 1;
  const since = signs.failingSince ?? at;
  const turns: Turn[] = failures === failuresToTell ? [{ kind: "failing", since, failures }] : [];
  if (signs.silentSince !== null) turns.unshift({ kind: "recovered", from: "silent", since: signs.silentSince });
  return {
    signs: {
      ...signs,
      lastReceivedAt: at,
      failures,
      failingSince: since,
      silentSince: null,
    },
    turns,
  };
};

/** Whether a source has gone silent by now; null while it has not, never sent anything, or is known to be. */
export const silenceOf = (signs: SignsOfLife, now: Instant): Turn | null => {
  const allowed = allowedSilenceMs(signs);
  if (allowed === null || signs.lastReceivedAt === null || signs.silentSince !== null) return null;
  if (now - signs.lastReceivedAt <= allowed) return null;
  return { kind: "silent", since: signs.lastReceivedAt, expectedEveryMs: allowed };
};

export const sourceStates = ["new", "well", "silent", "failing"] as const;
export type SourceState = (typeof sourceStates)[number];

/** How a source fares, and since when; a state that just goes on has no beginning. */
export const stateOf = (signs: SignsOfLife): { readonly state: SourceState; readonly since: Instant | null } => {
  if (signs.silentSince !== null) return { state: "silent", since: signs.silentSince };
  if (signs.failures >= failuresToTell) return { state: "failing", since: signs.failingSince };
  return { state: signs.lastReceivedAt === null ? "new" : "well", since: null };
};

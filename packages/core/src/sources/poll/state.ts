import { dayMs, hourMs, type Instant, minuteMs, secondMs } from "../../kernel/index.ts";
import type { PollSetting } from "./setting.ts";

/** An incident that was met: what its content was, and when it was written. */
export interface Met {
  readonly digest: string;
  readonly at: Instant | null;
}

/** A window of time whose incidents are being read, page by page. */
export interface Walk {
  readonly from: Instant;
  readonly until: Instant;
  /** By the server's clock, to the second; null until its first answer. */
  readonly startedAt: Instant | null;
  readonly skip: number;
  /** The address of the next page, where the server gave one. */
  readonly link: string | null;
  readonly top: number;
  readonly pages: number;
  /** How often it was begun anew because incidents moved under it. */
  readonly rounds: number;
  /** Up to this incident, pages stay as small as they are: one of them cannot be listed. */
  readonly slowUntil: number;
  readonly phase: "pages" | "check";
  readonly met: Readonly<Record<string, Met>>;
  /** The hole that it looks at again, empty for a part of one; null where it goes on in time. */
  readonly hole: string | null;
}

/** A window of which something could not be read: it is looked at again, and its payload problem says so. */
export interface Hole {
  readonly id: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly tries: number;
  readonly dueAt: Instant;
}

/**
 * Where a poll stands. It is stored after every page, so that another worker can go on from there. Moments are those of
 * the server's clock.
 */
export interface PollState {
  /** Everything written before then has been taken in. */
  readonly through: Instant;
  /** Where the next window begins: behind `through` by the overlap, once a run has caught up. */
  readonly next: Instant;
  /** How long a window is tried; grows while windows are nearly empty. */
  readonly spanMs: number;
  /** Incidents of the overlap, so that they are not taken in once more. */
  readonly known: Readonly<Record<string, Met>>;
  readonly walk: Walk | null;
  /** Until then alerts are asked for apart. */
  readonly apartUntil: Instant;
  readonly holes: readonly Hole[];
}

export const spanMaxMs = 30 * dayMs;
const firstSpanMs = 6 * hourMs;
export const knownMax = 5_000;
export const holesMax = 50;
/** When a hole is looked at again, after each look. */
export const holeDelays: readonly number[] = [10 * minuteMs, hourMs, 6 * hourMs, 24 * hourMs];
/** What is left of time when a poll counts as having caught up; the server's clock is known to the second. */
export const caughtUpMs = 5 * secondMs;

/** Of a source that has never been polled. */
export const firstPollState = ({ lookBackHours }: Pick<PollSetting, "lookBackHours">, now: Instant): PollState => {
  const start = Math.floor(now) - lookBackHours * hourMs;
  return { through: start, next: start, spanMs: firstSpanMs, known: {}, walk: null, apartUntil: 0, holes: [] };
};

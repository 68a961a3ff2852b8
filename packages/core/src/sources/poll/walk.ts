import type { PollKind } from "../../incidents/index.ts";
import { hourMs, type Instant, minuteMs, secondMs } from "../../kernel/index.ts";
import type { PollSetting } from "./setting.ts";
import {
  caughtUpMs,
  type Hole,
  holeDelays,
  holesMax,
  knownMax,
  type Met,
  type PollState,
  spanMaxMs,
  type Walk,
} from "./state.ts";

/*
 * How a list that changes while it is read, and that may be read by pages only, is read without a gap.
 *
 * Time is cut into windows that lie end to end, each small enough to be reached by pages. Nothing is assumed of the
 * order in which incidents are listed. One that is written while its window is read leaves it, and so may draw another
 * over the edge of a page, unseen; therefore a window of several pages is followed by a look at what was written since
 * it was begun, and is read again if anything that it had shown is among that.
 */

/** What the rules depend on. */
export interface PollRules {
  readonly kind: PollKind;
  readonly setting: Pick<PollSetting, "overlapMinutes" | "baseUrl">;
}

export type Step =
  | { readonly kind: "page"; readonly walk: Walk; readonly withAlerts: boolean }
  /** What was written since a walk was begun. */
  | { readonly kind: "check"; readonly since: Instant; readonly top: number }
  /** Caught up. */
  | { readonly kind: "rest" };

/** What is to be asked next, at a moment of the server's clock; begins a walk where none is under way. */
export const nextStep = (
  state: PollState,
  rules: PollRules,
  now: Instant,
): { readonly state: PollState; readonly step: Step } => {
  const { walk } = state;
  if (walk === null) {
    const begun = beginWalk(state, rules, Math.floor(now));
    return begun === null ? { state: rested(state, rules), step: { kind: "rest" } } : nextStep(begun, rules, now);
  }
  if (walk.phase === "check") {
    return { state, step: { kind: "check", since: walk.startedAt ?? walk.until, top: rules.kind.pageMax } };
  }
  return { state, step: { kind: "page", walk, withAlerts: now >= state.apartUntil || rules.kind.apart === null } };
};

const beginWalk = (state: PollState, rules: PollRules, now: Instant): PollState | null => {
  if (state.next < now - caughtUpMs) {
    const until = Math.min(endOf(now), Math.max(state.next, state.through) + state.spanMs);
    return { ...state, walk: newWalk(state, rules, { from: state.next, until, hole: null }, now) };
  }
  const hole = state.holes.find(({ dueAt }) => dueAt <= now);
  if (hole === undefined) return null;
  return { ...state, walk: newWalk(state, rules, { from: hole.from, until: hole.until, hole: hole.id }, now) };
};

/** The server tells its clock to the second; a window that ends before that second need not be cut. */
const endOf = (now: Instant): Instant => Math.floor(now / secondMs) * secondMs - secondMs;

const newWalk = (
  state: PollState,
  { kind }: PollRules,
  window: Pick<Walk, "from" | "until" | "hole">,
  now: Instant,
): Walk => ({
  ...window,
  startedAt: null,
  skip: 0,
  link: null,
  top: topOf(state, kind, now),
  pages: 0,
  rounds: 0,
  slowUntil: 0,
  phase: "pages",
  met: {},
});

const topOf = ({ apartUntil }: PollState, { apart, pageMax }: PollKind, now: Instant): number =>
  apart !== null && now < apartUntil ? apart.pageMax : pageMax;

/** After a run that caught up, the next one begins before its end: lists are behind at times. */
const rested = (state: PollState, { setting }: PollRules): PollState => ({
  ...state,
  next: state.through - setting.overlapMinutes * minuteMs,
});

/** An entry of a page: its content's digest, and what it says of itself. */
export interface PageEntry extends Met {
  readonly id: string | null;
}

export interface Page {
  readonly entries: readonly PageEntry[];
  /** The address of the next page; whether it may be followed is told apart. */
  readonly link: string | null;
  /** The server's clock, to the second; null where it did not say. */
  readonly serverTime: Instant | null;
}

/** Which entries of a page are to be taken in: those whose content was not met before. */
export const freshEntries = ({ known, walk }: PollState, entries: readonly PageEntry[]): readonly number[] =>
  entries.flatMap(({ id, digest }, index) => {
    const before = id === null ? undefined : (walk?.met[id] ?? known[id]);
    return before?.digest === digest ? [] : [index];
  });

/** After a page whose fresh entries have been taken in. */
export const afterPage = (state: PollState, page: Page, rules: PollRules, now: Instant): PollState => {
  const walk = begun(walkOf(state), page, now);
  const { entries } = page;
  const link = followed(page.link, rules);
  const repeats = entries.length > 0 && entries.every(({ id }) => id !== null && Object.hasOwn(walk.met, id));
  const seen: Walk = {
    ...walk,
    met: { ...walk.met, ...metOf(entries) },
    pages: walk.pages + 1,
    skip: walk.skip + entries.length,
    link: null,
  };
  // A page that is short by the server's own will names the next one, if only by an address that we must not follow.
  const isOver = link === null && entries.length < walk.top && (page.link === null || entries.length === 0);
  if (isOver && seen.pages > 1) return { ...state, walk: { ...seen, phase: "check" } };
  if (isOver) return finish({ ...state, walk: seen }, rules);
  if (walk.until < walkOf(state).until) return { ...state, walk: fresh(seen) };
  // A server that gives the same page again does not heed where we are: a smaller window has fewer pages.
  const isStuck = repeats && walk.link === null && walk.skip > 0;
  if (isStuck || seen.skip >= rules.kind.reach || seen.pages >= pagesMax) return narrow({ ...state, walk: seen });
  const top = seen.skip >= walk.slowUntil ? topOf(state, rules.kind, now) : walk.top;
  return { ...state, walk: { ...seen, link: repeats ? null : link, top } };
};

/** With its first answer a walk knows when it was begun; what is written from then on is for the next one. */
const begun = (walk: Walk, { serverTime }: Page, now: Instant): Walk => {
  if (walk.startedAt !== null) return walk;
  const startedAt = Math.floor((serverTime ?? now) / secondMs) * secondMs;
  const until = walk.hole === null ? Math.min(walk.until, Math.max(walk.from, startedAt)) : walk.until;
  return { ...walk, startedAt, until };
};

/** However few incidents a server puts on a page. */
const pagesMax = 200;

/** A next page is asked for under the address that we were told, and nowhere else: our token goes with it. */
const followed = (link: string | null, { kind, setting }: PollRules): string | null =>
  link !== null && isBeneath(link, setting.baseUrl ?? kind.baseUrl) ? link : null;

/** Whether an address is the base address or lies beneath it. */
export const isBeneath = (link: string, base: string): boolean => {
  if (!URL.canParse(link)) return false;
  const { origin, pathname, username } = new URL(link);
  const { origin: ours, pathname: path } = new URL(base);
  return origin === ours && username === "" && pathname.startsWith(path);
};

const metOf = (entries: readonly PageEntry[]): Record<string, Met> =>
  Object.fromEntries(entries.flatMap(({ id, digest, at }) => (id === null ? [] : [[id, { digest, at }]])));

/** The same window from its first page, knowing what was met. */
const fresh = (walk: Walk): Walk => ({
  ...walk,
  startedAt: null,
  skip: 0,
  link: null,
  pages: 0,
  slowUntil: 0,
  phase: "pages",
});

/** Half of the window; what cannot be halved is left as it was read. */
const narrow = (state: PollState): PollState => {
  const walk = walkOf(state);
  const until = Math.floor(walk.from + (walk.until - walk.from) / 2);
  if (until <= walk.from) return { ...state, walk: { ...walk, phase: "check", link: null } };
  const half: Walk = { ...fresh(walk), until, rounds: 0 };
  if (walk.hole === null) return { ...state, spanMs: until - walk.from, walk: half };
  // The other half is looked at by itself.
  const holes = state.holes.map((hole) => (hole.id === walk.hole ? { ...hole, from: until } : hole));
  return { ...state, holes, walk: { ...half, hole: "" } };
};

const roundsMax = 2;

/** After the look at what was written since the walk was begun. */
export const afterCheck = (state: PollState, page: Page, rules: PollRules): PollState => {
  const walk = walkOf(state);
  const full = page.entries.length >= rules.kind.pageMax || (page.link !== null && page.entries.length > 0);
  const moved = page.entries.some(({ id }) => id !== null && Object.hasOwn(walk.met, id));
  if (!moved && !full) return finish(state, rules);
  if (walk.rounds < roundsMax) return { ...state, walk: { ...fresh(walk), rounds: walk.rounds + 1 } };
  return walk.until - walk.from > secondMs ? narrow(state) : finish(state, rules);
};

const finish = (state: PollState, { kind, setting }: PollRules): PollState => {
  const walk = walkOf(state);
  if (walk.hole !== null) return { ...state, walk: null, holes: state.holes.filter(({ id }) => id !== walk.hole) };
  const next = Math.min(walk.until, walk.startedAt ?? walk.until);
  const through = Math.max(state.through, next);
  const since = through - setting.overlapMinutes * minuteMs;
  const known = Object.entries({ ...state.known, ...walk.met }).filter(([, { at }]) => at !== null && at >= since);
  const isSmall = walk.pages * kind.pageMax <= kind.reach / 2;
  return {
    ...state,
    through,
    next: Math.max(state.next, next),
    spanMs: isSmall ? Math.min(spanMaxMs, state.spanMs * 2) : state.spanMs,
    known: Object.fromEntries(known.slice(-knownMax)),
    walk: null,
  };
};

/**
 * After a question that fails again and again, while others are answered: asks for less, without alerts, then for fewer
 * incidents, and at last for all but the one that cannot be listed. That one is passed over, and makes a hole.
 */
export const afterTrouble = (
  state: PollState,
  { kind: { apart } }: PollRules,
  now: Instant,
): { readonly kind: "again" | "passOver"; readonly state: PollState } => {
  const walk = walkOf(state);
  if (walk.link !== null) return { kind: "again", state: { ...state, walk: { ...walk, link: null } } };
  if (apart !== null && now >= state.apartUntil) {
    const less = { ...walk, top: Math.min(walk.top, apart.pageMax) };
    return { kind: "again", state: { ...state, apartUntil: now + apartForMs, walk: less } };
  }
  if (walk.top === 1) return { kind: "passOver", state: { ...state, walk: { ...walk, skip: walk.skip + 1 } } };
  const top = Math.max(1, Math.floor(walk.top / 5));
  const slowUntil = Math.max(walk.slowUntil, walk.skip + walk.top);
  return { kind: "again", state: { ...state, walk: { ...walk, top, slowUntil } } };
};

/** For how long alerts are asked for apart before the list is tried with them again. */
const apartForMs = 6 * hourMs;

/** The hole that the walk's window has already; null where it has none. */
export const knownHole = (state: PollState): Hole | null => {
  const { from, until, hole } = walkOf(state);
  return state.holes.find((one) => one.id === hole || (one.from === from && one.until === until)) ?? null;
};

/** Remembers that something of the walk's window is missing, until it has been looked for often enough. */
export const withHole = (
  state: PollState,
  { now, holeId }: { readonly now: Instant; readonly holeId: string },
): PollState => {
  const walk = walkOf(state);
  const before = knownHole(state);
  const { id, from, until } = before ?? { id: holeId, from: walk.from, until: walk.until };
  const isLook = before !== null && walk.hole === before.id;
  const tries = before === null ? 0 : before.tries + (isLook ? 1 : 0);
  const delay = holeDelays[tries];
  const others = state.holes.filter((hole) => hole.id !== id);
  const kept = delay === undefined ? [] : [{ id, from, until, tries, dueAt: now + delay }];
  // A look that finds the hole again must not end it.
  return { ...state, walk: isLook ? { ...walk, hole: "" } : walk, holes: [...others, ...kept].slice(-holesMax) };
};

/** After a question that the server calls wrong: it skips too far, or the next page's address has ended. */
export const afterRefusal = (state: PollState): PollState | null => {
  const { walk } = state;
  if (walk === null || (walk.skip === 0 && walk.link === null)) return null;
  return walk.link === null ? narrow(state) : { ...state, walk: { ...fresh(walk), hole: walk.hole } };
};

const walkOf = ({ walk }: PollState): Walk => {
  if (walk === null) throw new Error("No walk is under way");
  return walk;
};

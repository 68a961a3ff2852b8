import type { Instant } from "../kernel/index.ts";
import { alertOf } from "./effective.ts";
import { type Span, spanOf } from "./gathering.ts";
import type { Grouping, IncomingIncident, LayeredAlert } from "./incident.ts";

/** An incident of a group's key, as much of it as must be known to say which alerts are its own. */
export interface KnownGeneration {
  /** 1 for the key's first incident. */
  readonly generation: number;
  readonly closed: boolean;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** An alert that asks for its generation. */
export interface ArrivingAlert {
  /** The generation that has this alert already; null where none has. */
  readonly home: number | null;
  /** When it began. */
  readonly at: Instant;
}

/**
 * - `known`: a generation has the alert already, and keeps it whatever has happened since;
 * - `joins`: it lies within reach of a generation;
 * - `first`: nothing of this key was known;
 * - `closed`: what it would have joined was resolved before it began;
 * - `idle`: too long lies between it and every other alert of the key.
 */
export type GenerationReason = "known" | "joins" | "first" | "closed" | "idle";

export interface ChosenGeneration {
  readonly generation: number;
  readonly opens: boolean;
  readonly reason: GenerationReason;
}

/**
 * Finds the generation of an alert. A generation reaches from `idleMs` before its first alert to `idleMs` after its last
 * one; one that is closed ends with its last word, so that whatever begins later is of the next. Of several that an alert
 * could join it is of the one that began last before it, else of the next one after it. `newest` is the highest number
 * given so far, 0 for none.
 */
export const chooseGeneration = (
  generations: readonly KnownGeneration[],
  { home, at }: ArrivingAlert,
  { idleMs }: Grouping,
  newest: number,
): ChosenGeneration => {
  if (home !== null) return { generation: home, opens: false, reason: "known" };
  const near = generations.filter(({ firstAt, lastAt }) => at >= firstAt - idleMs && at <= lastAt + idleMs);
  const open = near.filter(({ closed, lastAt }) => !closed || at <= lastAt);
  const joined = begunLastBefore(open, at) ?? begunNextAfter(open, at);
  if (joined !== null) return { generation: joined.generation, opens: false, reason: "joins" };
  const reason = newest === 0 ? "first" : near.length > 0 ? "closed" : "idle";
  return { generation: newest + 1, opens: true, reason };
};

/** What is known of a group's key that may concern a payload. */
export interface KnownGroup {
  /** Those near the alerts of the payload; others than these are out of their reach. */
  readonly generations: readonly KnownGeneration[];
  readonly newest: number;
  /** The generations of the alerts that are known already, by their keys. */
  readonly homeOf: ReadonlyMap<string, number>;
}

/** What of a payload belongs to one generation. */
export interface Portion extends ChosenGeneration {
  readonly incoming: IncomingIncident;
}

/** Shares a payload out among the generations of its key, each alert to its own, in the order in which they began. */
export const apportion = (
  known: KnownGroup,
  incoming: IncomingIncident,
  grouping: Grouping,
  receivedAt: Instant,
): readonly Portion[] => {
  if (incoming.alerts.length === 0) return [{ ...placeWord(known, incoming, receivedAt), incoming }];
  const portions = new Map<number, ChosenGeneration & { readonly alerts: LayeredAlert[] }>();
  const homeOf = new Map(known.homeOf);
  let { generations, newest } = known;
  for (const { alert, span } of inOrder(incoming.alerts, receivedAt)) {
    const home = homeOf.get(alert.key) ?? null;
    const chosen = chooseGeneration(generations, { home, at: span.from }, grouping, newest);
    homeOf.set(alert.key, chosen.generation);
    newest = Math.max(newest, chosen.generation);
    generations = withAlert(generations, chosen, alert, span);
    const portion = portions.get(chosen.generation);
    if (portion) portion.alerts.push(alert);
    else portions.set(chosen.generation, { ...chosen, alerts: [alert] });
  }
  return [...portions.values()].map(({ alerts, ...chosen }) => ({ ...chosen, incoming: { ...incoming, alerts } }));
};

/** When the alerts of a payload began: the moments near which generations must be known. */
export const momentsOf = (incoming: IncomingIncident, receivedAt: Instant): readonly Instant[] =>
  incoming.alerts.length === 0
    ? [writtenAt(incoming, receivedAt)]
    : incoming.alerts.map((alert) => spanOf(alert, receivedAt).from);

/** A word about the group itself opens nothing where anything is known: it is of the time at which it was written. */
const placeWord = (
  { generations, newest }: KnownGroup,
  incoming: IncomingIncident,
  receivedAt: Instant,
): ChosenGeneration => {
  if (newest === 0) return { generation: 1, opens: true, reason: "first" };
  const at = writtenAt(incoming, receivedAt);
  const { generation } = begunLastBefore(generations, at) ?? begunNextAfter(generations, at) ?? { generation: newest };
  return { generation, opens: false, reason: "joins" };
};

const writtenAt = ({ layers }: IncomingIncident, receivedAt: Instant): Instant => {
  const at = layers.reduce((latest, { version }) => Math.max(latest, version.at), 0);
  return at > 0 && at <= receivedAt ? at : receivedAt;
};

const inOrder = (alerts: readonly LayeredAlert[], receivedAt: Instant) =>
  alerts
    .map((alert) => ({ alert, span: spanOf(alert, receivedAt) }))
    .toSorted((a, b) => a.span.from - b.span.from || (a.alert.key < b.alert.key ? -1 : 1));

/** The generations as they will be once one of them has the alert. */
const withAlert = (
  generations: readonly KnownGeneration[],
  { generation, opens }: ChosenGeneration,
  alert: LayeredAlert,
  { from, to }: Span,
): readonly KnownGeneration[] => {
  const closed = alertOf(alert).status.value === "resolved";
  if (opens) return [...generations, { generation, closed, firstAt: from, lastAt: to }];
  return generations.map((known) =>
    known.generation === generation
      ? {
          generation,
          closed: known.closed && closed,
          firstAt: Math.min(known.firstAt, from),
          lastAt: Math.max(known.lastAt, to),
        }
      : known,
  );
};

const begunLastBefore = (generations: readonly KnownGeneration[], at: Instant): KnownGeneration | null =>
  generations
    .filter(({ firstAt }) => firstAt <= at)
    .reduce<KnownGeneration | null>((best, one) => (best === null || isLater(one, best) ? one : best), null);

const begunNextAfter = (generations: readonly KnownGeneration[], at: Instant): KnownGeneration | null =>
  generations
    .filter(({ firstAt }) => firstAt > at)
    .reduce<KnownGeneration | null>((best, one) => (best === null || isLater(best, one) ? one : best), null);

const isLater = (a: KnownGeneration, b: KnownGeneration): boolean =>
  a.firstAt > b.firstAt || (a.firstAt === b.firstAt && a.generation > b.generation);

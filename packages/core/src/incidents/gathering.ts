import { canonical, type Instant } from "../kernel/index.ts";
import { alertOf, type Lent, lentBy } from "./effective.ts";
import type { LayeredAlert } from "./incident.ts";

/** How far the alerts of a grouped incident reach, and the first of them. */
export interface Gathering {
  readonly firstAt: Instant;
  readonly lastAt: Instant;
  readonly lead: Lead;
}

/** The first alert of a grouped incident, and the facts that it lends where the incident says none of its own. */
export interface Lead extends Lent {
  readonly key: string;
  readonly title: string;
}

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** An alert as a payload brings it, and as it is once that is merged into what was known of it. */
export interface GatheredAlert {
  readonly incoming: LayeredAlert;
  readonly merged: LayeredAlert;
  /** Whether the payload added anything to it. */
  readonly touched: boolean;
}

/**
 * When an alert was, in its source's own times: from its first activity to its last, or to its resolution. Where the
 * source says none, or one that has not come yet (a clock that is wrong would hold its incident open for ever), it is
 * when the alert arrived.
 */
export const spanOf = (alert: LayeredAlert, receivedAt: Instant): Span => {
  const { from, to } = spanSaid(alert, receivedAt) ?? { from: receivedAt, to: receivedAt };
  return { from, to: alert.layers.some(isResolvedUntimed) ? receivedAt : to };
};

/**
 * Adds the alerts of a payload to what is gathered. Like all that is merged it depends on what was said, not on the
 * order of it; only the arrival of an alert that says no time of its own is of the moment, and a repetition adds none.
 */
export const gather = (
  known: Gathering | null,
  alerts: readonly GatheredAlert[],
  receivedAt: Instant,
): Gathering | null => alerts.reduce((gathered, alert) => gatherOne(gathered, alert, receivedAt), known);

const gatherOne = (
  known: Gathering | null,
  { incoming, merged, touched }: GatheredAlert,
  receivedAt: Instant,
): Gathering | null => {
  const span = touched ? spanOf(incoming, receivedAt) : spanSaid(incoming, receivedAt);
  if (span === null) return known;
  const alert = alertOf(merged);
  const lead = { ...lentBy(alert), key: alert.key, title: alert.title };
  if (known === null) return { firstAt: span.from, lastAt: span.to, lead };
  const isLead = lead.key === known.lead.key;
  const isEarlier = span.from < known.firstAt || (span.from === known.firstAt && lead.key < known.lead.key);
  const gathered = {
    firstAt: Math.min(known.firstAt, span.from),
    lastAt: Math.max(known.lastAt, span.to),
    lead: isLead || isEarlier ? lead : known.lead,
  };
  return isSame(gathered, known) ? known : gathered;
};

const isSame = (a: Gathering, b: Gathering): boolean =>
  a.firstAt === b.firstAt && a.lastAt === b.lastAt && canonical(a.lead) === canonical(b.lead);

/** Null where the alert says no time that has come. */
const spanSaid = (alert: LayeredAlert, receivedAt: Instant): Span | null => {
  const said = alert.layers
    .flatMap(({ version, facts }) => {
      const { createdAt, firstActivityAt, lastActivityAt, resolvedAt, status } = facts;
      const activity = [createdAt, firstActivityAt, lastActivityAt].filter(isTime);
      const closing = status?.value === "resolved" ? [resolvedAt ?? writtenAt(version.at)].filter(isTime) : [];
      return activity.length + closing.length > 0 ? [...activity, ...closing] : [writtenAt(version.at)].filter(isTime);
    })
    .filter((at) => at <= receivedAt);
  if (said.length === 0) return null;
  return { from: said.reduce((a, b) => Math.min(a, b)), to: said.reduce((a, b) => Math.max(a, b)) };
};

const isResolvedUntimed = ({ version, facts }: LayeredAlert["layers"][number]): boolean =>
  facts.status?.value === "resolved" && !isTime(facts.resolvedAt) && writtenAt(version.at) === null;

const writtenAt = (at: Instant): Instant | null => (at > 0 ? at : null);

const isTime = (at: Instant | null | undefined): at is Instant => typeof at === "number";

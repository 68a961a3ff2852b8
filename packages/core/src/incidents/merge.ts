import { canonical, highestOf, type Instant, isAbove, type Severity } from "../kernel/index.ts";
import { type ChangeDetail, type ChangeKind, type ChangeNews, changeKinds, nothingNew, type Step } from "./change.ts";
import { alertOf, incidentFactsOf, statusOfAll, type Unsaid } from "./effective.ts";
import { type Gathering, gather } from "./gathering.ts";
import type { Alert, IncidentFacts, IncomingIncident, LayeredAlert, Layers, Status } from "./incident.ts";
import { byId, byKey, idOf, joinAlerts } from "./join-alerts.ts";
import { factsOf, joinLayers } from "./layers.ts";

/** As much of an incident as must be known to merge a payload into it. */
export interface KnownIncident {
  readonly layers: Layers<IncidentFacts>;
  readonly claimed: ClaimedSeverity;
  /** A target of a merge that was never reported itself: its first payload opens it. */
  readonly stub: boolean;
  /** Those alerts whose keys the payload names too. */
  readonly alerts: readonly LayeredAlert[];
  /** The severities of all its other alerts. */
  readonly otherAlertSeverities: readonly Severity[];
  /** Null for an incident that a source reports as a whole. */
  readonly gathering: Gathering | null;
  /** Where its other alerts stand; asked only where no write gives the incident a status of its own. */
  readonly otherAlertStatuses: readonly Status[];
}

/** The highest severities ever claimed, by writes on the incident itself and by writes on its alerts. */
export interface ClaimedSeverity {
  readonly own: Severity;
  readonly alerts: Severity;
}

export interface MergedIncident {
  readonly layers: Layers<IncidentFacts>;
  readonly facts: IncidentFacts;
  readonly claimed: ClaimedSeverity;
  /** The alerts that the payload touched, as they are now. */
  readonly alerts: readonly LayeredAlert[];
  /** Null for an incident that a source reports as a whole. */
  readonly gathering: Gathering | null;
  /**
   * What the payload did: brought news; said something that newer writes already overruled; or nothing else
   * than was known (only times, comments or a repetition).
   */
  readonly news: ChangeNews | "stale" | "unchanged";
  /** Whether its source took a redirect back, or leads it elsewhere now. */
  readonly undone: boolean;
  /** Whether anything at all differs from what is stored; a newer time without news does. */
  readonly touched: boolean;
}

/**
 * Merges what a payload says into what is known. The merged state depends only on the set of payloads, not on
 * their order or number; the news depends on what was known.
 */
export const mergeIncident = (
  known: KnownIncident | null,
  incoming: IncomingIncident,
  receivedAt: Instant,
): MergedIncident => {
  const layers = joinLayers(known?.layers ?? [], incoming.layers);
  const alerts = joinAlerts(known?.alerts ?? [], incoming.alerts);
  const now = alerts.map(alertOf);
  const gathering = gatheringOf(known, incoming, alerts, receivedAt);
  const facts = factsWith(known, layers, now, gathering);
  const claimed = {
    own: highestOf([known?.claimed.own ?? "unknown", ...severitiesSaid([incoming])]),
    alerts: highestOf([known?.claimed.alerts ?? "unknown", ...severitiesSaid(incoming.alerts)]),
  };
  const state = { layers, facts, claimed, alerts, gathering };
  const undone = undoes(known, facts);
  return { ...state, undone, touched: differs(known, state), news: newsOf(known, incoming, state, now, undone) };
};

/** The mark that a severity must pass to count as escalated: what the incident itself was ever said to be, else its alerts. */
export const highestSeverityOf = ({ own, alerts }: ClaimedSeverity): Severity => (own === "unknown" ? alerts : own);

/** Whether a change without new or raised alerts judges every alert of the incident, not only the touched ones. */
export const judgesAllAlerts = ({ detail }: ChangeNews): boolean =>
  detail.newAlerts.length === 0 && detail.raisedAlerts.length === 0;

/** Whether a change is nothing but the end of a redirect: the incident stands for itself again, and brings no news. */
export const isMereUndo = ({ detail }: ChangeNews, familiar: ReadonlySet<string>): boolean =>
  detail.newAlerts.every(({ key }) => familiar.has(key)) &&
  detail.raisedAlerts.length + detail.newEvidence.length === 0 &&
  detail.severity === null &&
  detail.assignedTo === null &&
  detail.classification === null;

type MergedState = Omit<MergedIncident, "news" | "touched" | "undone">;

const newsOf = (
  known: KnownIncident | null,
  incoming: IncomingIncident,
  merged: MergedState,
  now: readonly Alert[],
  undone: boolean,
): MergedIncident["news"] => {
  const before = known === null || known.stub ? null : factsBefore(known);
  const detail = detailOf(before, known, merged.facts, now);
  const kinds = kindsOf(before, known, merged.facts, detail, undone);
  if (kinds.length > 0) return { kinds, detail };
  return saysWhatStands(incoming, merged) ? "unchanged" : "stale";
};

const detailOf = (
  before: IncidentFacts | null,
  known: KnownIncident | null,
  facts: IncidentFacts,
  now: readonly Alert[],
): ChangeDetail => {
  const earlier = new Map((known?.alerts ?? []).map((alert) => [alert.key, alertOf(alert)]));
  const fresh = now.filter((alert) => !earlier.has(alert.key));
  const detail = {
    ...nothingNew,
    newAlerts: fresh.map(({ key, title, severity }) => ({ key, title, severity: severity.value })),
  };
  if (before === null) return detail;
  return {
    ...detail,
    raisedAlerts: now.flatMap((alert) => raisedFrom(earlier.get(alert.key), alert)),
    newEvidence: now.flatMap((alert) => newEvidenceOf(earlier.get(alert.key), alert)),
    severity: step(before.severity.value, facts.severity.value),
    status: step(before.status.value, facts.status.value),
    assignedTo: step(before.assignedTo, facts.assignedTo),
    classification: step(classificationOf(before), classificationOf(facts)),
  };
};

const kindsOf = (
  before: IncidentFacts | null,
  known: KnownIncident | null,
  facts: IncidentFacts,
  detail: ChangeDetail,
  undone: boolean,
): readonly ChangeKind[] => {
  const closed = isClosed(facts);
  if (before === null) return closed ? ["opened", "resolved"] : ["opened"];
  const kinds = new Set<ChangeKind>();
  if (detail.severity && known && isAbove(detail.severity.to, highestSeverityOf(known.claimed))) kinds.add("escalated");
  // Nobody had closed what was only told of elsewhere, so nobody reopens it.
  const isSame = undone || closed === isClosed(before);
  if (detail.status) kinds.add(isSame ? "updated" : closed ? "resolved" : "reopened");
  if (detail.newAlerts.length + detail.raisedAlerts.length + detail.newEvidence.length > 0) kinds.add("updated");
  if (detail.assignedTo || detail.classification) kinds.add("updated");
  return changeKinds.filter((kind) => kinds.has(kind));
};

/** Whether nobody works on it any more: resolved, or gone on as another incident. */
export const isClosed = ({ status }: Pick<IncidentFacts, "status">): boolean => isClosedStatus(status.value);

export const isClosedStatus = (status: Status): boolean => status === "resolved" || status === "redirected";

const undoes = (known: KnownIncident | null, { redirectTo }: IncidentFacts): boolean => {
  const before = known === null ? null : (factsOf(known.layers).redirectTo ?? null);
  return before !== null && before !== redirectTo;
};

const classificationOf = ({ classification, determination }: IncidentFacts): string | null => {
  if (isUnsaid(classification)) return null;
  return isUnsaid(determination) ? classification : `${classification} (${determination})`;
};

const isUnsaid = (word: string | null): boolean => word === null || word.toLowerCase() === "unknown";

const factsBefore = (known: KnownIncident): IncidentFacts =>
  factsWith(known, known.layers, known.alerts.map(alertOf), known.gathering);

/** What the incident says itself, and for what it does not say, what its alerts come to: the touched and the others. */
const factsWith = (
  known: KnownIncident | null,
  layers: Layers<IncidentFacts>,
  now: readonly Alert[],
  gathering: Gathering | null,
): IncidentFacts => {
  const severities = [...(known?.otherAlertSeverities ?? []), ...now.map(({ severity }) => severity.value)];
  const statuses = [...(known?.otherAlertStatuses ?? []), ...now.map(({ status }) => status.value)];
  const unsaid: Unsaid = { ...gathering?.lead, status: statusOfAll(statuses) };
  return incidentFactsOf(layers, severities, unsaid);
};

const gatheringOf = (
  known: KnownIncident | null,
  incoming: IncomingIncident,
  alerts: readonly LayeredAlert[],
  receivedAt: Instant,
): Gathering | null => {
  const before = known?.gathering ?? null;
  if (incoming.grouping === undefined && before === null) return null;
  const earlier = byKey(known?.alerts ?? []);
  const merged = byKey(alerts);
  const gathered = incoming.alerts.flatMap((alert) => {
    const now = merged.get(alert.key);
    return now ? [{ incoming: alert, merged: now, touched: now !== earlier.get(alert.key) }] : [];
  });
  return gather(before, gathered, receivedAt);
};

const raisedFrom = (earlier: Alert | undefined, { key, title, severity }: Alert): ChangeDetail["raisedAlerts"] =>
  earlier && isAbove(severity.value, earlier.severity.value)
    ? [{ key, title, from: earlier.severity.value, to: severity.value }]
    : [];

const newEvidenceOf = (earlier: Alert | undefined, alert: Alert): ChangeDetail["newEvidence"] => {
  if (earlier === undefined) return [];
  const known = new Set(earlier.evidence.map(idOf));
  return alert.evidence
    .filter((item) => !known.has(idOf(item)))
    .map(({ type, key, name }) => ({ alertKey: alert.key, type, key, name }));
};

const step = <Value>(from: Value, to: Value): Step<Value> | null => (from === to ? null : { from, to });

const severitiesSaid = (
  writes: readonly { readonly layers: Layers<{ readonly severity: { readonly value: Severity } }> }[],
): readonly Severity[] =>
  writes.flatMap(({ layers }) => layers.flatMap(({ facts }) => (facts.severity ? [facts.severity.value] : [])));

/** Joining answers the known value itself where nothing is added, so that nothing need be compared by content. */
const differs = (known: KnownIncident | null, { layers, claimed, alerts, gathering }: MergedState): boolean => {
  if (known === null || known.stub || layers !== known.layers || gathering !== known.gathering) return true;
  if (claimed.own !== known.claimed.own || claimed.alerts !== known.claimed.alerts) return true;
  const before = byKey(known.alerts);
  return alerts.some((alert) => alert !== before.get(alert.key));
};

/** True when every fact of the payload is the one that stands: then it is a repetition, not an older word. */
const saysWhatStands = (incoming: IncomingIncident, { layers, alerts }: MergedState): boolean => {
  const merged = byKey(alerts);
  return stands(incoming.layers, layers) && incoming.alerts.every((alert) => alertStands(alert, merged.get(alert.key)));
};

const alertStands = (said: LayeredAlert, merged: LayeredAlert | undefined): boolean => {
  const evidence = byId(merged?.evidence ?? []);
  return (
    stands(said.layers, merged?.layers ?? []) &&
    said.evidence.every((item) => stands(item.layers, evidence.get(idOf(item))?.layers ?? []))
  );
};

const stands = <Facts extends object>(said: Layers<Facts>, all: Layers<Facts>): boolean => {
  const standing = factsOf(all) as Record<string, unknown>;
  return Object.entries(factsOf(said)).every(([field, value]) => canonical(value) === canonical(standing[field]));
};

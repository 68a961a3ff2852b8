import {
  apportion,
  changeKinds,
  factsOf,
  type Grouping,
  type IncomingIncident,
  type KnownIncident,
  type MergedIncident,
  mergeIncident,
} from "@tocsin/core/incidents";
import type { DecideChange, IntakeStore, Recorded, RecordRequest } from "@tocsin/core/intake";
import type { PayloadProblemId } from "@tocsin/core/kernel";
import { newId } from "../ids.ts";
import { payloadBody } from "../incidents/rows.ts";
import { payloads } from "../incidents/tables.ts";
import { preparedInsert } from "../prepared.ts";
import { openWatchSources, type WatchSources } from "../sources/signs-of-life.ts";
import { payloadProblems } from "../sources/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { repeatably } from "../writer.ts";
import { type CommittedChange, openCommitChange, type Recording } from "./commit-change.ts";
import { openFamilyRows } from "./family-rows.ts";
import { type Folded, followRedirect, tellOfTarget } from "./fold-into-target.ts";
import { type GenerationRows, gatheringOf, openGenerationRows } from "./generation-rows.ts";
import { type IncidentRow, type IncidentRows, openIncidentRows } from "./incident-rows.ts";

export const openIntakeStore = (parts: StoreParts): IntakeStore => {
  const { db, writer } = parts;
  const watch = openWatchSources(parts);
  const record = openRecord(parts, watch);
  const write = repeatably(writer);
  return {
    record: (request, decide) => write(() => record(request, decide)),
    noteReceived: (sourceId, at) => write(() => watch.received(sourceId, at)),
    keepProblem: (problem) =>
      write(() => {
        const id = newId<PayloadProblemId>();
        db.insert(payloadProblems)
          .values({ id, ...problem })
          .run();
        watch.problem(problem.sourceId, problem.receivedAt, `${problem.path} ${problem.problem}`.trim());
        return id;
      }),
  };
};

/** Gathers, merges, decides and writes, all inside the caller's transaction. */
const openRecord = (parts: StoreParts, watch: WatchSources) => {
  const { db, clock } = parts;
  const rows = openIncidentRows(db);
  const insertPayload = preparedInsert(db, payloads, ["changeId", "incidentId", "receivedAt", "deflated", "body"]);
  const generations = openGenerationRows(db);
  const families = openFamilyRows(db);
  const commitChange = openCommitChange(parts);

  /** The change of the incident itself with the payload that made it; none where the payload brought no news. */
  const commitOwn = ({ source: row, relatives }: Folded, merged: MergedIncident, recording: Recording) => {
    const { news, alerts: touched, undone } = merged;
    if (typeof news === "string") return [];
    const newKeys = news.detail.newAlerts.map(({ key }) => key);
    const afterUndo = () => ({
      came: families.cameWhileRedirected(row),
      familiar: families.keysKnownTo(relatives, newKeys),
    });
    const committed = commitChange(row, news, { touched, ...(undone && { afterUndo: afterUndo() }) }, recording);
    const { payload, receivedAt } = recording.request;
    const { changeId } = committed;
    insertPayload({ changeId, incidentId: row.id, receivedAt, ...payloadBody(payload) });
    return [committed];
  };

  /** Records what a payload says of one incident; of no known one where `row` is undefined. */
  const recordOne = (row: IncidentRow | undefined, generation: number, recording: Recording): Recorded => {
    const { request, at } = recording;
    const { organizationId, sourceId, incoming } = request;
    const known = row === undefined ? null : knownOf(rows, generations, row, incoming);
    const merged = mergeIncident(known, incoming, request.receivedAt);
    if (row !== undefined && !merged.touched) return nothingNewIn(row, merged);

    const saved = rows.save(row, { organizationId, sourceId, incoming, merged, generation, at });
    rows.saveAlerts(saved, merged.alerts, known?.alerts ?? [], at);
    // Being merged is no news of the incident itself: it may come late, with a payload that brings nothing else.
    const folded = followRedirect({ rows, families }, saved, merged, at);
    const made = row === undefined && folded.source.redirectToId === null ? saved.id : null;
    const own = commitOwn(folded, merged, { ...recording, made });
    const committed = [...own, ...tellOfTarget(rows, folded, commitChange, recording)];
    return typeof merged.news === "string"
      ? { ...recordedOf(saved, [], committed), outcome: merged.news }
      : recordedOf(saved, merged.news.kinds, committed);
  };

  /** Records each alert of a group's payload in the generation that it belongs to. */
  const recordGrouped = (grouping: Grouping, recording: Recording): Recorded => {
    const { organizationId, incoming, receivedAt } = recording.request;
    const { authority, externalId } = incoming;
    const key = { organizationId, authority, externalId };
    const group = generations.groupFor(key, incoming, receivedAt);
    const recorded = apportion(group, incoming, grouping, receivedAt).map((portion) => {
      const { generation, opens } = portion;
      const request = { ...recording.request, incoming: portion.incoming };
      const one = recordOne(opens ? undefined : generations.find(key, generation), generation, {
        ...recording,
        request,
      });
      generations.keepHomes(key, generation, portion.incoming.alerts);
      return one;
    });
    return together(recorded);
  };

  return (request: RecordRequest, decide: DecideChange): Recorded => {
    const { organizationId, sourceId, incoming } = request;
    const at = clock();
    watch.received(sourceId, at);
    const recording = { request, decide, at, made: null };
    if (incoming.grouping) return recordGrouped(incoming.grouping, recording);
    const row = rows.find(organizationId, incoming.authority, incoming.externalId);
    return recordOne(row, row?.generation ?? 1, recording);
  };
};

const knownOf = (
  rows: IncidentRows,
  generations: GenerationRows,
  row: IncidentRow,
  { alerts }: IncomingIncident,
): KnownIncident => {
  const found = rows.alertsFor(
    row.id,
    alerts.map(({ key }) => key),
  );
  return {
    layers: row.layers,
    claimed: { own: row.claimedOwn, alerts: row.claimedAlerts },
    stub: row.stub,
    ...found,
    gathering: gatheringOf(row),
    otherAlertStatuses: factsOf(row.layers).status === undefined ? generations.otherStatuses(row, found.alerts) : [],
  };
};

/** What became of a payload that spans several incidents: the answer names the one with the most telling change. */
const together = (recorded: readonly Recorded[]): Recorded => {
  const placeOf = ({ kinds: [kind] }: Recorded) =>
    kind === undefined ? changeKinds.length : changeKinds.indexOf(kind);
  const [told] = recorded.toSorted((a, b) => placeOf(a) - placeOf(b) || b.number - a.number);
  if (told === undefined) throw new Error("A payload is of at least one incident");
  return {
    ...told,
    notifications: recorded.reduce((sum, { notifications }) => sum + notifications, 0),
    deliveries: recorded.reduce((sum, { deliveries }) => sum + deliveries, 0),
    jobs: recorded.flatMap(({ jobs }) => jobs),
  };
};

const recordedOf = (row: IncidentRow, kinds: Recorded["kinds"], committed: readonly CommittedChange[]): Recorded => ({
  incidentId: row.id,
  number: row.number,
  outcome: kinds[0] ?? "unchanged",
  kinds,
  notifications: committed
    .flatMap(({ decided }) => decided.plan.decisions)
    .filter(({ outcome }) => outcome === "notify").length,
  // What waits already and takes the news in is no further mail.
  deliveries: committed.flatMap(({ decided }) => decided.plan.deliveries).filter(({ into }) => into === null).length,
  jobs: committed.flatMap(({ jobs }) => jobs),
});

const nothingNewIn = (row: IncidentRow, { news }: MergedIncident): Recorded => ({
  ...recordedOf(row, [], []),
  outcome: news === "stale" ? "stale" : "unchanged",
});

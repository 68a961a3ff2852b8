import { type IncomingIncident, type KnownIncident, type MergedIncident, mergeIncident } from "@tocsin/core/incidents";
import type { DecideChange, IntakeStore, Recorded, RecordRequest } from "@tocsin/core/intake";
import { type Instant, type PayloadProblemId, type SourceId, secondMs } from "@tocsin/core/kernel";
import { and, eq, sql } from "drizzle-orm";
import { newId } from "../ids.ts";
import { payloadBody } from "../incidents/rows.ts";
import { payloads } from "../incidents/tables.ts";
import { preparedInsert } from "../prepared.ts";
import { payloadProblems, sources } from "../sources/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { type CommittedChange, openCommitChange, type Recording } from "./commit-change.ts";
import { joinTarget, tellOfTarget } from "./fold-into-target.ts";
import { type IncidentRow, type IncidentRows, openIncidentRows } from "./incident-rows.ts";

export const openIntakeStore = (parts: StoreParts): IntakeStore => {
  const { db, writer } = parts;
  const record = openRecord(parts);
  return {
    record: (request, decide) => writer.write(() => record(request, decide)),
    keepProblem: (problem) =>
      writer.write(() => {
        const id = newId<PayloadProblemId>();
        db.insert(payloadProblems)
          .values({ id, ...problem })
          .run();
        return id;
      }),
  };
};

/** Gathers, merges, decides and writes, all inside the caller's transaction. */
const openRecord = ({ db, clock, knowledgeOf, jobsEmbedded }: StoreParts) => {
  const rows = openIncidentRows(db);
  const markReceived = openMarkReceived(db);
  const insertPayload = preparedInsert(db, payloads, ["changeId", "incidentId", "receivedAt", "deflated", "body"]);
  const commitChange = openCommitChange(db, knowledgeOf, jobsEmbedded);

  /** The change of the incident itself with the payload that made it; none where the payload brought no news. */
  const commitOwn = (row: IncidentRow, { news, alerts }: MergedIncident, recording: Recording) => {
    if (typeof news === "string") return [];
    const committed = commitChange(row, news, alerts, recording);
    const { payload, receivedAt } = recording.request;
    const { changeId } = committed;
    insertPayload({ changeId, incidentId: row.id, receivedAt, ...payloadBody(payload) });
    return [committed];
  };

  return (request: RecordRequest, decide: DecideChange): Recorded => {
    const { organizationId, sourceId, incoming } = request;
    const at = clock();
    markReceived(sourceId, at);
    const row = rows.find(organizationId, incoming.authority, incoming.externalId);
    const merged = mergeIncident(row === undefined ? null : knownOf(rows, row, incoming), incoming);
    if (row !== undefined && !merged.touched) return nothingNewIn(row, merged);

    const saved = rows.save(row, { organizationId, sourceId, incoming, merged, at });
    rows.saveAlerts(saved, merged.alerts, at);
    // Being merged is no news of the incident itself: it may come late, with a payload that brings nothing else.
    const folded = joinTarget(rows, saved, merged, at);
    const recording = { request, decide, at, made: row === undefined ? saved.id : null };
    const own = commitOwn(folded.source, merged, recording);
    const committed = [...own, ...tellOfTarget(rows, folded, commitChange, recording)];
    return typeof merged.news === "string"
      ? { ...recordedOf(saved, [], committed), outcome: merged.news }
      : recordedOf(saved, merged.news.kinds, committed);
  };
};

/** Shows that a source lives. Once a second is often enough, and spares every other payload a write. */
const openMarkReceived = (db: StoreParts["db"]) => {
  const mark = db
    .update(sources)
    .set({ lastReceivedAt: sql`${sql.placeholder("at")}` })
    .where(
      and(
        eq(sources.id, sql.placeholder("sourceId")),
        sql`abs(${sql.placeholder("at")} - coalesce(${sources.lastReceivedAt}, 0)) >= ${secondMs}`,
      ),
    )
    .prepare();
  return (sourceId: SourceId, at: Instant): void => void mark.run({ sourceId, at });
};

const knownOf = (rows: IncidentRows, row: IncidentRow, { alerts }: IncomingIncident): KnownIncident => ({
  layers: row.layers,
  claimed: { own: row.claimedOwn, alerts: row.claimedAlerts },
  stub: row.stub,
  ...rows.alertsFor(
    row.id,
    alerts.map(({ key }) => key),
  ),
});

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

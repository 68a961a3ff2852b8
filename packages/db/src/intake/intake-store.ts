import { type IncomingIncident, type KnownIncident, type MergedIncident, mergeIncident } from "@tocsin/core/incidents";
import type { DecideChange, IntakeStore, Recorded, RecordRequest } from "@tocsin/core/intake";
import { type Instant, type PayloadProblemId, type SourceId, secondMs } from "@tocsin/core/kernel";
import { eq } from "drizzle-orm";
import { newId } from "../ids.ts";
import { payloadBody } from "../incidents/rows.ts";
import { payloads } from "../incidents/tables.ts";
import { payloadProblems, sources } from "../sources/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { type CommittedChange, openCommitChange } from "./commit-change.ts";
import { foldIntoTarget } from "./fold-into-target.ts";
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
  const commitChange = openCommitChange(db, knowledgeOf, jobsEmbedded);

  return (request: RecordRequest, decide: DecideChange): Recorded => {
    const { organizationId, sourceId, incoming, receivedAt } = request;
    const at = clock();
    markReceived(sourceId, at);
    const row = rows.find(organizationId, incoming.authority, incoming.externalId);
    const merged = mergeIncident(row === undefined ? null : knownOf(rows, row, incoming), incoming);
    if (row !== undefined && !merged.touched) return nothingNewIn(row, merged);

    const saved = rows.save(row, { organizationId, sourceId, incoming, merged, at });
    rows.saveAlerts(saved, merged.alerts);
    if (typeof merged.news === "string") return nothingNewIn(saved, merged);

    const recording = { request, decide, at };
    const committed = commitChange(saved, merged.news, merged.alerts, recording);
    const { changeId } = committed;
    db.insert(payloads)
      .values({ changeId, incidentId: saved.id, receivedAt, ...payloadBody(request.payload) })
      .run();
    const folded = foldIntoTarget(rows, saved, merged, commitChange, recording);
    return recordedOf(saved, merged.news.kinds, folded === null ? [committed] : [committed, folded]);
  };
};

/** Shows that a source lives. Once a second is often enough, and spares every other payload a write. */
const openMarkReceived = (db: StoreParts["db"]) => {
  const marked = new Map<SourceId, Instant>();
  return (sourceId: SourceId, at: Instant): void => {
    if (at - (marked.get(sourceId) ?? 0) < secondMs) return;
    marked.set(sourceId, at);
    db.update(sources).set({ lastReceivedAt: at }).where(eq(sources.id, sourceId)).run();
  };
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

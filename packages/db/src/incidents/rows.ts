import { deflateRawSync, inflateRawSync } from "node:zlib";
import { highestSeverityOf, type Incident, type IncidentChange, incidentFactsOf } from "@tocsin/core/incidents";
import type { incidentChanges, incidents } from "./tables.ts";

export const incidentOf = (row: typeof incidents.$inferSelect): Incident => ({
  // What its layers leave unsaid stands in the columns, as it was worked out from its alerts.
  ...incidentFactsOf(row.layers, [row.severity], { ...row.leadAlert, title: row.title, status: row.status }),
  id: row.id,
  organizationId: row.organizationId,
  sourceId: row.sourceId,
  number: row.number,
  externalId: row.externalId,
  authority: row.authority,
  familyId: row.familyId,
  highestSeverity: highestSeverityOf({ own: row.claimedOwn, alerts: row.claimedAlerts }),
  stub: row.stub,
  firstSeenAt: row.firstSeenAt,
  lastChangeAt: row.lastChangeAt,
  changeCount: row.changeCount,
});

export const changeOf = (row: Pick<typeof incidentChanges.$inferSelect, keyof IncidentChange>): IncidentChange => ({
  id: row.id,
  incidentId: row.incidentId,
  seq: row.seq,
  at: row.at,
  kinds: row.kinds,
  detail: row.detail,
});

/** By which a label is found, however it is spelled. */
export const labelKeyOf = (label: string): string => label.normalize("NFKC").toLowerCase();

// Below a page of the database little is won, and deflating costs more than writing the rest of the page.
const deflateFromBytes = 4_096;

/** A payload as it is kept: deflated (RFC 1951) where that is worth its while. */
export const payloadBody = (payload: string): { readonly deflated: boolean; readonly body: Buffer } => {
  const body = Buffer.from(payload, "utf8");
  return body.length < deflateFromBytes
    ? { deflated: false, body }
    : { deflated: true, body: deflateRawSync(body, { level: 1 }) };
};

export const payloadText = ({ deflated, body }: { readonly deflated: boolean; readonly body: Buffer }): string =>
  (deflated ? inflateRawSync(body) : body).toString("utf8");

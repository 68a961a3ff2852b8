import type { Device } from "@tocsin/core/device-groups";
import {
  alertOf,
  type ClaimedSeverity,
  type Evidence,
  factsOf,
  type IncomingIncident,
  type KnownIncident,
  type MergedIncident,
} from "@tocsin/core/incidents";
import { hourMs, type IncidentId, type Instant, type OrganizationId, type SourceId } from "@tocsin/core/kernel";
import { and, desc, eq, getTableColumns, sql } from "drizzle-orm";
import { devices } from "../device-groups/tables.ts";
import { newId } from "../ids.ts";
import { wordOf } from "../incidents/evidence-words.ts";
import { labelKeyOf } from "../incidents/rows.ts";
import { alerts, evidenceWords, incidentLabels, incidents } from "../incidents/tables.ts";
import type { Drizzle } from "../open.ts";
import { organizations } from "../organizations/tables.ts";
import { preparedInsert } from "../prepared.ts";

export type IncidentRow = typeof incidents.$inferSelect;

export interface Saving {
  readonly organizationId: OrganizationId;
  readonly sourceId: SourceId;
  readonly incoming: IncomingIncident;
  readonly merged: MergedIncident;
  /** Which incident of its external id it is. */
  readonly generation: number;
  readonly at: Instant;
}

/** Reads and writes of an incident's rows while it is recorded; every call belongs in the recording transaction. */
export type IncidentRows = ReturnType<typeof openIncidentRows>;

export const openIncidentRows = (db: Drizzle) => {
  const at = sql.placeholder;
  const byIdentity = db
    .select()
    .from(incidents)
    .where(
      and(
        eq(incidents.organizationId, at("organizationId")),
        eq(incidents.authority, at("authority")),
        eq(incidents.externalId, at("externalId")),
      ),
    )
    // Of a group's key, the incident that it stands for now.
    .orderBy(desc(incidents.generation))
    .limit(1)
    .prepare();
  const alertByKey = db
    .select({ alert: alerts.alert })
    .from(alerts)
    .where(and(eq(alerts.incidentId, at("incidentId")), eq(alerts.key, at("key"))))
    .prepare();
  const severityCounts = db
    .select({ severity: alerts.severity, count: sql<number>`count(*)` })
    .from(alerts)
    .where(eq(alerts.incidentId, at("incidentId")))
    .groupBy(alerts.severity)
    .prepare();

  const find = (organizationId: OrganizationId, authority: string, externalId: string): IncidentRow | undefined =>
    byIdentity.get({ organizationId, authority, externalId });

  const lastNumber = db
    .select({ number: organizations.lastIncidentNumber })
    .from(organizations)
    .where(eq(organizations.id, at("organizationId")))
    .prepare();
  const countTo = db
    .update(organizations)
    .set({ lastIncidentNumber: sql`${at("number")}` })
    .where(eq(organizations.id, at("organizationId")))
    .prepare();
  const insertIncident = preparedInsert(
    db,
    incidents,
    Object.keys(getTableColumns(incidents)) as (keyof IncidentRow)[],
  );
  const upsertAlert = preparedInsert(db, alerts, ["incidentId", "key", "severity", "status", "alert", "firstSeq"], {
    onConflict: `(incident_id, key) do update
      set severity = excluded.severity, status = excluded.status, alert = excluded.alert`,
  });
  const insertWords = preparedInsert(db, evidenceWords, ["words", "incidentId"]);
  const insertLabel = preparedInsert(db, incidentLabels, ["organizationId", "kind", "key", "incidentId", "label"], {
    onConflict: "do nothing",
  });
  // What says nothing new is not written again for every mention, only once an hour.
  const upsertDevice = preparedInsert(db, devices, ["organizationId", "key", "device", "lastSeenAt"], {
    onConflict: `do update set device = excluded.device, last_seen_at = excluded.last_seen_at
      where device <> excluded.device or last_seen_at <= excluded.last_seen_at - ${hourMs}`,
  });

  const nextNumber = (organizationId: OrganizationId): number => {
    const row = lastNumber.get({ organizationId });
    if (row === undefined) throw new Error(`No organization ${organizationId}`);
    const number = row.number + 1;
    // Without `returning`: SQLite prepares to undo a statement that has it, for which the index of words writes out what it gathered.
    countTo.run({ organizationId, number });
    return number;
  };

  const insert = (row: Omit<IncidentRow, "id" | "number" | "familyId">): IncidentRow => {
    const id = newId<IncidentId>();
    const whole = { ...row, id, familyId: id, number: nextNumber(row.organizationId) };
    insertIncident(whole);
    return whole;
  };

  const fileUnder = (
    organizationId: OrganizationId,
    incidentId: IncidentId,
    kind: "category" | "tag",
    labels: readonly string[],
  ): void => {
    for (const label of new Set(labels))
      insertLabel({ organizationId, kind, key: labelKeyOf(label), incidentId, label });
  };

  const saveDevice = (organizationId: OrganizationId, key: string, facts: Device, now: Instant): void => {
    const { name, domain, os, sourceGroup, tags, ips } = facts;
    const device = { name, domain, os, sourceGroup, tags, ips };
    upsertDevice({ organizationId, key, device, lastSeenAt: now });
  };

  return {
    find,

    /** The alerts that a payload names, as they are, and the severities of all the others. */
    alertsFor: (
      incidentId: IncidentId,
      keys: readonly string[],
    ): Pick<KnownIncident, "alerts" | "otherAlertSeverities"> => {
      const named = keys.flatMap((key) => alertByKey.get({ incidentId, key })?.alert ?? []);
      const counts = new Map(severityCounts.all({ incidentId }).map(({ severity, count }) => [severity, count]));
      for (const alert of named) {
        const { value } = alertOf(alert).severity;
        counts.set(value, (counts.get(value) ?? 0) - 1);
      }
      return {
        alerts: named,
        otherAlertSeverities: [...counts].flatMap(([severity, count]) => (count > 0 ? [severity] : [])),
      };
    },

    /** Writes the merged incident over what was there, or as a new one with the next number. */
    save: (
      row: IncidentRow | undefined,
      { organizationId, sourceId, incoming, merged, generation, at: now }: Saving,
    ): IncidentRow => {
      const changed = typeof merged.news !== "string";
      const { categories, tags } = merged.facts;
      const labelAs = (incidentId: IncidentId) => {
        fileUnder(organizationId, incidentId, "category", [...categories, ...categoriesOf(merged.alerts)]);
        fileUnder(organizationId, incidentId, "tag", tags);
      };
      const state = {
        stub: false,
        // A stub belongs to nobody yet: it was made for the source that pointed at it.
        sourceId: row === undefined || row.stub ? sourceId : row.sourceId,
        layers: merged.layers,
        ...claimedColumns(merged.claimed),
        title: merged.facts.title,
        severity: merged.facts.severity.value,
        status: merged.facts.status.value,
        assignedTo: merged.facts.assignedTo,
        changeCount: (row?.changeCount ?? 0) + (changed ? 1 : 0),
        lastChangeAt: changed || row === undefined ? now : row.lastChangeAt,
        ...gatheringColumns(merged.gathering),
      };
      if (row === undefined) {
        const { authority, externalId } = incoming;
        const identity = { organizationId, authority, externalId, generation };
        const made = insert({ ...identity, ...state, ...redirectedNowhere, firstSeenAt: now });
        labelAs(made.id);
        return made;
      }
      db.update(incidents).set(state).where(eq(incidents.id, row.id)).run();
      labelAs(row.id);
      return { ...row, ...state };
    },

    /** Writes the alerts that a payload touched; of their evidence what the same alerts did not have before is filed. */
    saveAlerts: (row: IncidentRow, touched: MergedIncident["alerts"], known: KnownIncident["alerts"], now: Instant) => {
      const { id: incidentId, organizationId, changeCount: firstSeq } = row;
      const pieces = new Map<string, Evidence>();
      for (const alert of touched) {
        const { severity, status, evidence } = alertOf(alert);
        const state = { severity: severity.value, status: status.value };
        upsertAlert({ incidentId, key: alert.key, ...state, alert, firstSeq });
        for (const piece of evidence) pieces.set(wordOf(piece), piece);
      }
      for (const { type, key, name, ...facts } of pieces.values()) {
        if (type === "device") saveDevice(organizationId, key, { name, ...facts }, now);
      }
      for (const { evidence } of known) for (const piece of evidence) pieces.delete(wordOf(piece));
      if (pieces.size > 0) insertWords({ words: [...pieces.keys()].join(" "), incidentId });
    },

    /** The incident that a redirect points at; one that nobody has reported becomes a stub, so that links lead on. */
    findOrStub: (source: IncidentRow, externalId: string, now: Instant): IncidentRow =>
      find(source.organizationId, source.authority, externalId) ??
      insert({
        organizationId: source.organizationId,
        sourceId: source.sourceId,
        authority: source.authority,
        externalId,
        stub: true,
        layers: [],
        ...claimedColumns({ own: "unknown", alerts: "unknown" }),
        title: "Not reported yet",
        severity: "unknown",
        status: "active",
        assignedTo: null,
        changeCount: 0,
        firstSeenAt: now,
        lastChangeAt: now,
        generation: 1,
        ...gatheringColumns(null),
        ...redirectedNowhere,
      }),

    /** Counts a change that came from elsewhere than a payload of the incident's own. */
    countChange: (row: IncidentRow, now: Instant): IncidentRow => {
      const counted = { changeCount: row.changeCount + 1, lastChangeAt: now };
      db.update(incidents).set(counted).where(eq(incidents.id, row.id)).run();
      return { ...row, ...counted };
    },
  };
};

const categoriesOf = (alerts: MergedIncident["alerts"]): readonly string[] =>
  alerts.flatMap(({ layers }) => factsOf(layers).categories ?? []);

const claimedColumns = ({ own, alerts: ofAlerts }: ClaimedSeverity) => ({ claimedOwn: own, claimedAlerts: ofAlerts });

const gatheringColumns = (gathering: MergedIncident["gathering"]) => ({
  gatheredFrom: gathering?.firstAt ?? null,
  gatheredTo: gathering?.lastAt ?? null,
  leadAlert: gathering?.lead ?? null,
});

const redirectedNowhere = { redirectToId: null, redirectSince: null };

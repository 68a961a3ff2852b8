import {
  alertOf,
  type Gathering,
  type IncomingIncident,
  isClosedStatus,
  type KnownGeneration,
  type KnownGroup,
  type LayeredAlert,
  momentsOf,
  type Status,
} from "@tocsin/core/incidents";
import type { Instant, OrganizationId } from "@tocsin/core/kernel";
import { and, asc, desc, eq, gt, lte, max, sql } from "drizzle-orm";
import { alerts, gatheredAlerts, incidents } from "../incidents/tables.ts";
import type { Drizzle } from "../open.ts";
import { preparedInsert } from "../prepared.ts";
import type { IncidentRow } from "./incident-rows.ts";

/** A group's key, as its incidents have it for their external id. */
export interface GroupKey {
  readonly organizationId: OrganizationId;
  readonly authority: string;
  readonly externalId: string;
}

/** Reads and writes of the generations of a key; every call belongs in the recording transaction. */
export type GenerationRows = ReturnType<typeof openGenerationRows>;

/**
 * How many incidents that began before an alert are looked at. More than one, because the last of them may be closed
 * while an earlier one is open; few, because a key that fires and resolves every minute has thousands.
 */
const lookedAtMax = 20;

export const openGenerationRows = (db: Drizzle) => {
  const at = sql.placeholder;
  const ofKey = and(
    eq(incidents.organizationId, at("organizationId")),
    eq(incidents.authority, at("authority")),
    eq(incidents.externalId, at("externalId")),
  );
  const begunBefore = db
    .select()
    .from(incidents)
    .where(and(ofKey, lte(incidents.gatheredFrom, at("moment"))))
    .orderBy(desc(incidents.gatheredFrom), desc(incidents.generation))
    .limit(lookedAtMax)
    .prepare();
  const begunAfter = db
    .select()
    .from(incidents)
    .where(and(ofKey, gt(incidents.gatheredFrom, at("moment"))))
    .orderBy(asc(incidents.gatheredFrom), asc(incidents.generation))
    .limit(lookedAtMax)
    .prepare();
  const newest = db
    .select({ generation: max(incidents.generation) })
    .from(incidents)
    .where(ofKey)
    .prepare();
  const ofGeneration = db
    .select()
    .from(incidents)
    .where(and(ofKey, eq(incidents.generation, at("generation"))))
    .prepare();
  const homeOf = db
    .select({ generation: gatheredAlerts.generation })
    .from(gatheredAlerts)
    .where(
      and(
        eq(gatheredAlerts.organizationId, at("organizationId")),
        eq(gatheredAlerts.authority, at("authority")),
        eq(gatheredAlerts.groupKey, at("externalId")),
        eq(gatheredAlerts.alertKey, at("alertKey")),
      ),
    )
    .prepare();
  const insertHome = preparedInsert(
    db,
    gatheredAlerts,
    ["organizationId", "authority", "groupKey", "alertKey", "generation"],
    { onConflict: "do nothing" },
  );
  const statusCounts = db
    .select({ status: alerts.status, count: sql<number>`count(*)` })
    .from(alerts)
    .where(eq(alerts.incidentId, at("incidentId")))
    .groupBy(alerts.status)
    .prepare();

  return {
    /** What is known of a key that may concern a payload. */
    groupFor: (key: GroupKey, incoming: IncomingIncident, receivedAt: Instant): KnownGroup => {
      const near = new Map<number, KnownGeneration>();
      for (const moment of new Set(momentsOf(incoming, receivedAt))) {
        const rows = [...begunBefore.all({ ...key, moment }), ...begunAfter.all({ ...key, moment })];
        for (const row of rows) near.set(row.generation, generationOf(row));
      }
      const homes = incoming.alerts.flatMap(({ key: alertKey }): readonly [string, number][] => {
        const home = homeOf.get({ ...key, alertKey });
        return home ? [[alertKey, home.generation]] : [];
      });
      return {
        generations: [...near.values()],
        newest: newest.get({ ...key })?.generation ?? 0,
        homeOf: new Map(homes),
      };
    },

    find: (key: GroupKey, generation: number): IncidentRow | undefined => ofGeneration.get({ ...key, generation }),

    /** From here on the alerts are this generation's, whatever opens later. */
    keepHomes: (
      { externalId: groupKey, ...key }: GroupKey,
      generation: number,
      kept: readonly LayeredAlert[],
    ): void => {
      for (const { key: alertKey } of kept) insertHome({ ...key, groupKey, alertKey, generation });
    },

    /** Where the alerts of an incident stand, but for those named. */
    otherStatuses: ({ id }: IncidentRow, named: readonly LayeredAlert[]): readonly Status[] => {
      const counts = new Map(statusCounts.all({ incidentId: id }).map(({ status, count }) => [status, count]));
      for (const alert of named) {
        const { value } = alertOf(alert).status;
        counts.set(value, (counts.get(value) ?? 0) - 1);
      }
      return [...counts].flatMap(([status, count]) => (count > 0 ? [status] : []));
    },
  };
};

/** What is gathered in an incident; null for one that its source reports as a whole. */
export const gatheringOf = ({ gatheredFrom, gatheredTo, leadAlert }: IncidentRow): Gathering | null =>
  gatheredFrom === null || gatheredTo === null || leadAlert === null
    ? null
    : { firstAt: gatheredFrom, lastAt: gatheredTo, lead: leadAlert };

const generationOf = (row: IncidentRow): KnownGeneration => ({
  generation: row.generation,
  closed: isClosedStatus(row.status),
  firstAt: row.gatheredFrom ?? 0,
  lastAt: row.gatheredTo ?? 0,
});

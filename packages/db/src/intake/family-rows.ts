import { type Alert, alertOf, type FamilyMember } from "@tocsin/core/incidents";
import type { IncidentId, Instant } from "@tocsin/core/kernel";
import { and, asc, eq, sql } from "drizzle-orm";
import { newId } from "../ids.ts";
import { openReadAlerts } from "../incidents/read-alerts.ts";
import { alerts, familyMoves, incidents } from "../incidents/tables.ts";
import { told } from "../notifications/tables.ts";
import { openInheritTold } from "../notifications/told-rows.ts";
import type { Drizzle } from "../open.ts";
import { preparedInsert } from "../prepared.ts";
import type { IncidentRow } from "./incident-rows.ts";

export interface FamilyRow extends FamilyMember {
  readonly familyId: IncidentId;
}

/** Reads and writes of families; every call belongs in the recording transaction. */
export type FamilyRows = ReturnType<typeof openFamilyRows>;

export const openFamilyRows = (db: Drizzle) => {
  const at = sql.placeholder;
  const members = db
    .select({
      id: incidents.id,
      number: incidents.number,
      redirectTo: incidents.redirectToId,
      familyId: incidents.familyId,
    })
    .from(incidents)
    .where(eq(incidents.familyId, at("familyId")))
    .orderBy(asc(incidents.number))
    .prepare();
  const toldOf = db
    .select({ told })
    .from(incidents)
    .innerJoin(told, eq(told.incidentId, incidents.id))
    .where(eq(incidents.familyId, at("familyId")))
    .orderBy(asc(told.at))
    .prepare();
  const hasAlert = db
    .select({ key: alerts.key })
    .from(alerts)
    .where(and(eq(alerts.incidentId, at("incidentId")), eq(alerts.key, at("key"))))
    .prepare();
  const alertsSince = db
    .select({ alert: alerts.alert })
    .from(alerts)
    .where(and(eq(alerts.incidentId, at("incidentId")), sql`${alerts.firstSeq} > ${at("seq")}`))
    .orderBy(asc(alerts.firstSeq), asc(alerts.key))
    .prepare();
  const insertMove = preparedInsert(db, familyMoves, ["id", "organizationId", "incidentId", "from", "to", "at"]);
  const inheritTold = openInheritTold(db);
  const readAlerts = openReadAlerts(db);

  return {
    membersOf: (familyId: IncidentId): readonly FamilyRow[] => members.all({ familyId }),

    /** Each of the parts that a family falls into keeps what all of it has told. */
    shareTold: (familyId: IncidentId, parts: ReadonlySet<IncidentId>): void => {
      if (parts.size < 2) return;
      const tellings = toldOf.all({ familyId }).map((row) => row.told);
      for (const part of parts) inheritTold(part, tellings);
    },

    redirect: ({ id, changeCount }: IncidentRow, redirectToId: IncidentId | null): void => {
      const redirectSince = redirectToId === null ? null : changeCount;
      db.update(incidents).set({ redirectToId, redirectSince }).where(eq(incidents.id, id)).run();
    },

    move: ({ id, familyId: from }: FamilyRow, to: IncidentId, { organizationId }: IncidentRow, now: Instant): void => {
      db.update(incidents).set({ familyId: to }).where(eq(incidents.id, id)).run();
      insertMove({ id: newId(), organizationId, incidentId: id, from, to, at: now });
    },

    alertsOf: (of: readonly FamilyRow[]): readonly Alert[] => of.flatMap(({ id }) => readAlerts(id)),

    /** Those of the keys that any of these incidents has an alert of. */
    keysKnownTo: (relatives: readonly IncidentId[], keys: readonly string[]): ReadonlySet<string> =>
      new Set(keys.filter((key) => relatives.some((incidentId) => hasAlert.get({ incidentId, key }) !== undefined))),

    /** What came to an incident while it was redirected, with the change that ends that. */
    cameWhileRedirected: ({ id: incidentId, redirectSince: seq }: IncidentRow): readonly Alert[] =>
      seq === null ? [] : alertsSince.all({ incidentId, seq }).map(({ alert }) => alertOf(alert)),
  };
};

import type { Knowledge } from "@tocsin/core/intake";
import type { IncidentId } from "@tocsin/core/kernel";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { incidents } from "../incidents/tables.ts";
import type { Drizzle } from "../open.ts";
import { told } from "./tables.ts";

/** The bundle of all mails about one incident. */
export const bundleOf = (incidentId: IncidentId): string => `incident:${incidentId}`;

/** What was told of an incident's family, and what of the incident waits to be told. */
export type ToldOf = Pick<Knowledge, "told" | "openDeliveries">;

export const nothingTold: ToldOf = { told: new Map(), openDeliveries: [] };

export const openTold = (db: Drizzle) => {
  const ofFamily = db
    .select({ ruleId: told.ruleId, at: told.at, severity: told.severity })
    .from(incidents)
    .innerJoin(told, eq(told.incidentId, incidents.id))
    .where(eq(incidents.familyId, sql.placeholder("familyId")))
    .orderBy(asc(told.at))
    .prepare();
  const open = db
    .select({ id: deliveries.id, address: deliveries.address, severity: deliveries.severity, dueAt: deliveries.dueAt })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.bundle, sql.placeholder("bundle")),
        eq(deliveries.state, sql`'waiting'`),
        isNull(deliveries.sealedAt),
      ),
    )
    .prepare();
  // What each rule told first of any incident of a family. Latest first in, so that the earliest telling stays.
  const toldOfFamily = (familyId: IncidentId): ToldOf["told"] =>
    new Map(
      ofFamily
        .all({ familyId })
        .reverse()
        .map(({ ruleId, at, severity }) => [ruleId, { at, severity }]),
    );
  return {
    of: ({ id, familyId }: { readonly id: IncidentId; readonly familyId: IncidentId }): ToldOf => ({
      told: toldOfFamily(familyId),
      openDeliveries: open.all({ bundle: bundleOf(id) }),
    }),
  };
};

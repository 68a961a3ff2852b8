import { isUrgentMail } from "@tocsin/core/deliveries";
import type { Knowledge } from "@tocsin/core/intake";
import { highestOf, type IncidentId, type RuleId } from "@tocsin/core/kernel";
import type { ToldOfFamily } from "@tocsin/core/notifications";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { incidents } from "../incidents/tables.ts";
import type { Drizzle } from "../open.ts";
import { openMutesOf } from "./mute-rows.ts";
import { told } from "./tables.ts";

/** The bundle of all mails about one incident. */
export const bundleOf = (incidentId: IncidentId): string => `incident:${incidentId}`;

/** What was told of an incident's family, and what of the incident waits to be told. */
export type ToldOf = Pick<Knowledge, "told" | "openDeliveries" | "mutes">;

export const nothingTold: ToldOf = { told: new Map(), openDeliveries: [], mutes: [] };

/** One telling of each rule, of rows with the earliest first. */
export const earliestWithHighest = (
  rows: readonly ({ readonly ruleId: RuleId } & ToldOfFamily)[],
): ReadonlyMap<RuleId, ToldOfFamily> => {
  const byRule = new Map<RuleId, ToldOfFamily>();
  for (const { ruleId, at, severity } of rows) {
    const earlier = byRule.get(ruleId);
    byRule.set(ruleId, { at: earlier?.at ?? at, severity: highestOf([severity, earlier?.severity ?? severity]) });
  }
  return byRule;
};

export const openTold = (db: Drizzle) => {
  const ofFamily = db
    .select({ ruleId: told.ruleId, at: told.at, severity: told.severity })
    .from(incidents)
    .innerJoin(told, eq(told.incidentId, incidents.id))
    .where(eq(incidents.familyId, sql.placeholder("familyId")))
    .orderBy(asc(told.at))
    .prepare();
  const open = db
    .select({
      id: deliveries.id,
      address: deliveries.address,
      severity: deliveries.severity,
      escalates: deliveries.escalates,
      dueAt: deliveries.dueAt,
    })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.bundle, sql.placeholder("bundle")),
        sql`(${deliveries.state} = 'waiting' or ${deliveries.state} = 'held' and ${deliveries.heldFor} = 'digest')`,
        isNull(deliveries.sealedAt),
      ),
    )
    .prepare();
  const mutesOf = openMutesOf(db);
  return {
    /** When each rule first told of any of the family, with the highest severity told; and what still absorbs news. */
    of: ({ id, familyId }: { readonly id: IncidentId; readonly familyId: IncidentId }): ToldOf => ({
      told: earliestWithHighest(ofFamily.all({ familyId })),
      mutes: mutesOf.all({ incidentId: id }),
      openDeliveries: open.all({ bundle: bundleOf(id) }).map((row) => ({ ...row, urgent: isUrgentMail(row) })),
    }),
  };
};

import type { DecidedChange } from "@tocsin/core/intake";
import { attemptJob, type ChangeId, type DeliveryId, type Instant, type Job } from "@tocsin/core/kernel";
import type { PlannedDelivery } from "@tocsin/core/notifications";
import { eq } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { newId } from "../ids.ts";
import type { IncidentRow } from "../intake/incident-rows.ts";
import type { Drizzle } from "../open.ts";
import { decisions, deliveryCauses, told } from "./tables.ts";
import { bundleOf } from "./told.ts";

export interface PlanOfChange {
  readonly changeId: ChangeId;
  readonly row: IncidentRow;
  readonly at: Instant;
  readonly decided: DecidedChange;
}

/** Writes a plan as one whole and answers the jobs that its deliveries are due by. */
export const openPlanWriter = (db: Drizzle) => {
  const writeDelivery = ({ changeId, row, at }: PlanOfChange, planned: PlannedDelivery): Job => {
    const { address, severity, dueAt, into } = planned;
    const id = into ?? newId<DeliveryId>();
    if (into === null) {
      const bundle = bundleOf(row.id);
      db.insert(deliveries)
        .values({
          id,
          organizationId: row.organizationId,
          messageKind: "incident",
          address,
          dedupeKey: `${bundle}:${row.changeCount}`,
          bundle,
          severity,
          state: "waiting",
          dueAt,
          createdAt: at,
        })
        .run();
    } else {
      db.update(deliveries).set({ severity, dueAt }).where(eq(deliveries.id, into)).run();
    }
    for (const ruleId of planned.ruleIds) {
      db.insert(deliveryCauses).values({ changeId, address, ruleId, deliveryId: id }).run();
    }
    return attemptJob(id, 1, dueAt);
  };

  return (plan: PlanOfChange): readonly Job[] => {
    const { changeId, row, at, decided } = plan;
    for (const decision of decided.plan.decisions) {
      const { ruleId, outcome } = decision;
      db.insert(decisions)
        .values({ changeId, ruleId, organizationId: row.organizationId, incidentId: row.id, at, outcome, decision })
        .run();
      if (outcome !== "notify") continue;
      db.insert(told)
        .values({ ruleId, incidentId: row.id, changeId, at, severity: decided.judged.severity })
        .onConflictDoNothing()
        .run();
    }
    return decided.plan.deliveries.map((planned) => writeDelivery(plan, planned));
  };
};

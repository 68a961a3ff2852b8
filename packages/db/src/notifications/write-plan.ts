import { isUrgentMail } from "@tocsin/core/deliveries";
import type { DecidedChange } from "@tocsin/core/intake";
import { attemptJob, type ChangeId, type DeliveryId, type Instant, type Job } from "@tocsin/core/kernel";
import type { PlannedDelivery } from "@tocsin/core/notifications";
import { and, eq, sql } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { newId } from "../ids.ts";
import type { IncidentRow } from "../intake/incident-rows.ts";
import type { Drizzle } from "../open.ts";
import { preparedInsert } from "../prepared.ts";
import { silencedNotifications } from "../silences/tables.ts";
import { decisions, deliveryCauses } from "./tables.ts";
import { bundleOf } from "./told.ts";
import { openRememberTelling } from "./told-rows.ts";

export interface PlanOfChange {
  readonly changeId: ChangeId;
  readonly row: IncidentRow;
  readonly at: Instant;
  readonly decided: DecidedChange;
}

/** Writes a plan as one whole and answers the jobs that its deliveries are due by. */
export const openPlanWriter = (db: Drizzle): ((plan: PlanOfChange) => readonly Job[]) => {
  const insertDecision = preparedInsert(db, decisions, [
    "changeId",
    "ruleId",
    "organizationId",
    "incidentId",
    "at",
    "outcome",
    "decision",
  ]);
  const rememberTelling = openRememberTelling(db);
  const insertCause = preparedInsert(db, deliveryCauses, ["changeId", "address", "ruleId", "deliveryId"]);
  const insertDelivery = preparedInsert(db, deliveries, [
    "id",
    "organizationId",
    "messageKind",
    "address",
    "dedupeKey",
    "bundle",
    "severity",
    "state",
    "escalates",
    "dueAt",
    "createdAt",
  ]);
  const insertSilenced = preparedInsert(db, silencedNotifications, [
    "silenceId",
    "incidentId",
    "changeId",
    "ruleId",
    "at",
  ]);
  const hasten = db
    .update(deliveries)
    .set({
      severity: sql`${sql.placeholder("severity")}`,
      dueAt: sql`${sql.placeholder("dueAt")}`,
      escalates: sql`max(${deliveries.escalates}, ${sql.placeholder("escalates")})`,
    })
    .where(eq(deliveries.id, sql.placeholder("id")))
    .prepare();
  const release = db
    .update(deliveries)
    .set({ state: "waiting", heldFor: null, foldedInto: null, reason: null })
    .where(and(eq(deliveries.id, sql.placeholder("id")), eq(deliveries.state, "held")))
    .prepare();

  const writeDelivery = ({ changeId, row, at }: PlanOfChange, planned: PlannedDelivery): Job => {
    const { address, severity, escalates, dueAt, into } = planned;
    const id = into ?? newId<DeliveryId>();
    const bundle = bundleOf(row.id);
    const dedupeKey = `${bundle}:${row.changeCount}`;
    const { organizationId } = row;
    const about = { id, organizationId, messageKind: "incident", address, dedupeKey, bundle, severity } as const;
    if (into === null) insertDelivery({ ...about, state: "waiting", escalates, dueAt, createdAt: at });
    else hasten.run({ id: into, severity, escalates: escalates ? 1 : 0, dueAt });
    if (planned.released) release.run({ id });
    for (const ruleId of planned.ruleIds) insertCause({ changeId, address, ruleId, deliveryId: id });
    return attemptJob(id, 1, dueAt, isUrgentMail(planned));
  };

  return (plan) => {
    const { changeId, row, at, decided } = plan;
    const { id: incidentId, organizationId } = row;
    for (const decision of decided.plan.decisions) {
      const { ruleId, outcome } = decision;
      insertDecision({ changeId, ruleId, organizationId, incidentId, at, outcome, decision });
      if (outcome === "notify")
        rememberTelling({ ruleId, incidentId, changeId, at, severity: decided.judged.severity });
      if (decision.silencedBy) insertSilenced({ silenceId: decision.silencedBy.id, incidentId, changeId, ruleId, at });
    }
    return decided.plan.deliveries.map((planned) => writeDelivery(plan, planned));
  };
};

import { type Alert, alertOf } from "@tocsin/core/incidents";
import type { IncidentId } from "@tocsin/core/kernel";
import { asc, eq, sql } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { alerts } from "./tables.ts";

/** Reads every alert of an incident, in the order in which they came. */
export const openReadAlerts = (db: Drizzle): ((incidentId: IncidentId) => readonly Alert[]) => {
  const ofIncident = db
    .select({ alert: alerts.alert })
    .from(alerts)
    .where(eq(alerts.incidentId, sql.placeholder("incidentId")))
    .orderBy(asc(alerts.firstSeq), asc(alerts.key))
    .prepare();
  return (incidentId) => ofIncident.all({ incidentId }).map(({ alert }) => alertOf(alert));
};

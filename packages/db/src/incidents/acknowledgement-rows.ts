import { type Acknowledgement, endsAcknowledgement, type IncidentChange } from "@tocsin/core/incidents";
import type { IncidentId } from "@tocsin/core/kernel";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { acknowledgements } from "./tables.ts";

const { at, by, endedAt } = acknowledgements;

/** Oldest first. */
export const readAcknowledgements = (db: Drizzle, incidentId: IncidentId): readonly Acknowledgement[] =>
  db
    .select({ at, by, endedAt })
    .from(acknowledgements)
    .where(eq(acknowledgements.incidentId, incidentId))
    .orderBy(asc(acknowledgements.id))
    .all();

/** The acknowledgement that stands, read for every mail. */
export const openStandingAcknowledgement = (db: Drizzle) =>
  db
    .select({ at, by, endedAt })
    .from(acknowledgements)
    .where(and(eq(acknowledgements.incidentId, sql.placeholder("incidentId")), isNull(endedAt)))
    .limit(1)
    .prepare();

/** Ends what was said of less than has happened now; to be run in the transaction of the change. */
export const openEndAcknowledgement = (
  db: Drizzle,
): ((incidentId: IncidentId, change: Pick<IncidentChange, "at" | "kinds">) => void) => {
  const end = db
    .update(acknowledgements)
    .set({ endedAt: sql`${sql.placeholder("at")}` })
    .where(and(eq(acknowledgements.incidentId, sql.placeholder("incidentId")), isNull(endedAt)))
    .prepare();
  return (incidentId, change) => {
    if (endsAcknowledgement(change.kinds)) end.run({ incidentId, at: change.at });
  };
};

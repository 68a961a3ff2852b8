import type { Generation, IncidentQueries, IncidentWithAlerts } from "@tocsin/core/incidents";
import { DomainError } from "@tocsin/core/kernel";
import { and, asc, desc, eq, inArray, isNotNull, lt, min, or } from "drizzle-orm";
import { found } from "../not-found.ts";
import type { Drizzle } from "../open.ts";
import { pageOf } from "../page.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";
import { openReadAlerts } from "./read-alerts.ts";
import { changeOf, incidentOf } from "./rows.ts";
import { incidentChanges, incidents } from "./tables.ts";

export const openIncidentQueries = ({ sqlite, db }: StoreParts): IncidentQueries => {
  const readAlerts = openReadAlerts(db);
  return {
    list: async ({ organizationId }, { severities, statuses }, { limit, after }) => {
      const rows = db
        .select()
        .from(incidents)
        .where(
          and(
            eq(incidents.organizationId, organizationId),
            eq(incidents.stub, false),
            severities.length > 0 ? inArray(incidents.severity, [...severities]) : undefined,
            statuses.length > 0 ? inArray(incidents.status, [...statuses]) : undefined,
            after === null ? undefined : olderThan(after),
          ),
        )
        .orderBy(desc(incidents.lastChangeAt), desc(incidents.number))
        .limit(limit + 1)
        .all();
      return pageOf(rows, limit, incidentOf, (row) => `${row.lastChangeAt}.${row.number}`);
    },

    get: async ({ organizationId }, id) =>
      readTogether(sqlite, () => {
        const row = db
          .select()
          .from(incidents)
          .where(and(eq(incidents.organizationId, organizationId), eq(incidents.id, id)))
          .get();
        const known = found(row, "incident");
        const changes = db
          .select()
          .from(incidentChanges)
          .where(eq(incidentChanges.incidentId, id))
          .orderBy(asc(incidentChanges.seq))
          .all();
        return {
          incident: incidentOf(known),
          generation: generationOf(db, known),
          redirectedTo: redirectOf(db, known),
          alerts: readAlerts(id),
          changes: changes.map(changeOf),
        };
      }),
  };
};

type IncidentRow = typeof incidents.$inferSelect;

const generationOf = (db: Drizzle, row: IncidentRow): Generation | null => {
  if (row.gatheredFrom === null) return null;
  const ofKey = db
    .select({ since: min(incidents.gatheredFrom) })
    .from(incidents)
    .where(
      and(
        eq(incidents.organizationId, row.organizationId),
        eq(incidents.authority, row.authority),
        eq(incidents.externalId, row.externalId),
        isNotNull(incidents.gatheredFrom),
      ),
    )
    .get();
  return { number: row.generation, since: ofKey?.since ?? row.gatheredFrom };
};

/** The end of a circle of redirects stands for itself, or a reader would be led round and round. */
const redirectOf = (db: Drizzle, { id, familyId, redirectToId }: IncidentRow): IncidentWithAlerts["redirectedTo"] => {
  if (redirectToId === null || familyId === id) return null;
  const { id: targetId, number } = incidents;
  return db.select({ id: targetId, number }).from(incidents).where(eq(targetId, redirectToId)).get() ?? null;
};

const olderThan = (cursor: string) => {
  const parts = /^(\d{1,16})\.(\d{1,16})$/.exec(cursor);
  if (parts === null) throw new DomainError("malformed", "This cursor is not one that a list answered");
  const [at, number] = [Number(parts[1]), Number(parts[2])];
  return or(lt(incidents.lastChangeAt, at), and(eq(incidents.lastChangeAt, at), lt(incidents.number, number)));
};

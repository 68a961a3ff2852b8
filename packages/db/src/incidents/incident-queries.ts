import { visibleAlerts, visibleChange } from "@tocsin/core/device-groups";
import type { Generation, IncidentQueries, IncidentWithAlerts } from "@tocsin/core/incidents";
import { and, asc, eq, isNotNull, min } from "drizzle-orm";
import { readDeviceGroups } from "../device-groups/rows.ts";
import { found } from "../not-found.ts";
import type { Drizzle } from "../open.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";
import { readAcknowledgements } from "./acknowledgement-rows.ts";
import { readFacets } from "./facets.ts";
import { insideScope } from "./inside-scope.ts";
import { openQueueOfIncidents } from "./queue.ts";
import { openReadAlerts } from "./read-alerts.ts";
import { changeOf, incidentOf } from "./rows.ts";
import { incidentChanges, incidents } from "./tables.ts";

export const openIncidentQueries = (parts: StoreParts): IncidentQueries => {
  const { sqlite, db } = parts;
  const readAlerts = openReadAlerts(db);
  const queue = openQueueOfIncidents(db);
  return {
    list: async (scope, filter, page) => readTogether(sqlite, () => queue.list(scope, filter, page)),

    facets: async (scope) => readTogether(sqlite, () => readFacets(db, scope)),

    get: async (scope, id) =>
      readTogether(sqlite, () => {
        const row = db
          .select()
          .from(incidents)
          .where(and(insideScope(scope), eq(incidents.id, id)))
          .get();
        const known = found(row, "incident");
        const changes = db
          .select()
          .from(incidentChanges)
          .where(eq(incidentChanges.incidentId, id))
          .orderBy(asc(incidentChanges.seq))
          .all();
        const { deviceGroups: reach } = scope;
        const all = readAlerts(id);
        const visible = reach === null ? all : visibleAlerts(all, reach, readDeviceGroups(db, scope.organizationId));
        return {
          incident: incidentOf(known),
          generation: generationOf(db, known),
          redirectedTo: redirectOf(db, known),
          alerts: visible,
          acknowledgements: readAcknowledgements(db, id),
          changes: changes.map(changeOf).map((change) => (reach === null ? change : visibleChange(change, visible))),
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

import type { Facet, IncidentFacets } from "@tocsin/core/incidents";
import type { Scope } from "@tocsin/core/kernel";
import { and, count, desc, eq, inArray, isNotNull, max } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { insideScope } from "./inside-scope.ts";
import { incidentLabels, incidents } from "./tables.ts";

const listedMax = 100;

/** The most frequent labels and names among the incidents that the caller may see. */
export const readFacets = (db: Drizzle, scope: Scope): IncidentFacets => ({
  categories: labelsOf(db, scope, "category"),
  tags: labelsOf(db, scope, "tag"),
  assignedTo: db
    .select({ value: incidents.assignedTo, incidents: count() })
    .from(incidents)
    .where(and(insideScope(scope), eq(incidents.stub, false), isNotNull(incidents.assignedTo)))
    .groupBy(incidents.assignedTo)
    .orderBy(desc(count()))
    .limit(listedMax)
    .all()
    .flatMap(({ value, incidents: found }) => (value === null ? [] : [{ value, incidents: found }])),
});

/** Of a caller who is limited to device groups, the incidents that he may see; anybody else sees the labels of all. */
const seen = (db: Drizzle, scope: Scope) => db.select({ id: incidents.id }).from(incidents).where(insideScope(scope));

const labelsOf = (db: Drizzle, scope: Scope, kind: "category" | "tag"): readonly Facet[] =>
  db
    .select({ value: max(incidentLabels.label), incidents: count() })
    .from(incidentLabels)
    .where(
      and(
        eq(incidentLabels.organizationId, scope.organizationId),
        eq(incidentLabels.kind, kind),
        scope.deviceGroups === null ? undefined : inArray(incidentLabels.incidentId, seen(db, scope)),
      ),
    )
    .groupBy(incidentLabels.key)
    .orderBy(desc(count()))
    .limit(listedMax)
    .all()
    .map(({ value, incidents: found }) => ({ value: value ?? "", incidents: found }));

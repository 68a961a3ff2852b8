import type { Facet, IncidentFacets } from "@tocsin/core/incidents";
import type { Scope } from "@tocsin/core/kernel";
import { and, count, desc, eq, isNotNull, max } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { insideScope, ofSeen } from "./inside-scope.ts";
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

const labelsOf = (db: Drizzle, scope: Scope, kind: "category" | "tag"): readonly Facet[] =>
  db
    .select({ value: max(incidentLabels.label), incidents: count() })
    .from(incidentLabels)
    .where(
      and(
        eq(incidentLabels.organizationId, scope.organizationId),
        eq(incidentLabels.kind, kind),
        ofSeen(scope, incidentLabels.incidentId),
      ),
    )
    .groupBy(incidentLabels.key)
    .orderBy(desc(count()))
    .limit(listedMax)
    .all()
    .map(({ value, incidents: found }) => ({ value: value ?? "", incidents: found }));

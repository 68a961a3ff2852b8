import type { IncidentId, Scope } from "@tocsin/core/kernel";
import { and, inArray } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { whollyInsideScope } from "./inside-scope.ts";
import { incidents } from "./tables.ts";

/** Those incidents of which the caller may see everything: what was decided of others speaks of what is hidden. */
export const readWhole = (db: Drizzle, scope: Scope, ids: readonly IncidentId[]): ReadonlySet<IncidentId> => {
  if (scope.deviceGroups === null) return new Set(ids);
  const whole = and(inArray(incidents.id, [...ids]), whollyInsideScope(scope));
  const rows = db.select({ id: incidents.id }).from(incidents).where(whole).all();
  return new Set(rows.map(({ id }) => id));
};

import { Forbidden } from "@tocsin/core/access";
import type { IncidentId, Scope } from "@tocsin/core/kernel";
import { and, eq } from "drizzle-orm";
import { found } from "../not-found.ts";
import type { Drizzle } from "../open.ts";
import { insideScope } from "./inside-scope.ts";
import { incidents } from "./tables.ts";

/** Throws unless the caller sees the incident, and works on those of one of its device groups. */
export const demandManaged = (db: Drizzle, scope: Scope, id: IncidentId): void => {
  const within = (reach: Scope["deviceGroups"]) =>
    db
      .select({ id: incidents.id })
      .from(incidents)
      .where(and(insideScope({ ...scope, deviceGroups: reach }), eq(incidents.id, id)))
      .get();
  found(within(scope.deviceGroups), "incident");
  if (within(scope.manages) === undefined) {
    throw new Forbidden("incidents.manage", "you may not work on incidents of these device groups");
  }
};

import { Forbidden } from "@tocsin/core/access";
import { type Acknowledged, type AcknowledgementStore, standing } from "@tocsin/core/incidents";
import type { Actor, IncidentId, Scope } from "@tocsin/core/kernel";
import { and, eq } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { found } from "../not-found.ts";
import type { Drizzle } from "../open.ts";
import type { StoreParts } from "../store-parts.ts";
import { readAcknowledgements } from "./acknowledgement-rows.ts";
import { insideScope } from "./inside-scope.ts";
import { acknowledgements, incidents } from "./tables.ts";

export const openAcknowledgementStore = ({ db, writer, clock }: StoreParts): AcknowledgementStore => ({
  acknowledge: (scope, id, by) =>
    writer.write(() => {
      demandManaged(db, scope, id);
      return acknowledge(db, id, by, Math.floor(clock()));
    }),
});

const demandManaged = (db: Drizzle, scope: Scope, id: IncidentId): void => {
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

/** To be run within a write: of two who acknowledge at once, one is the first. */
export const acknowledge = (db: Drizzle, incidentId: IncidentId, by: Actor, at: number): Acknowledged => {
  const stands = standing(readAcknowledgements(db, incidentId));
  if (stands !== null) return { acknowledgement: stands, made: false };
  const acknowledgement = { at, by, endedAt: null };
  db.insert(acknowledgements)
    .values({ incidentId, ...acknowledgement })
    .run();
  noteChange({ object: { kind: "incident", id: incidentId }, after: { acknowledged: acknowledgement } });
  return { acknowledgement, made: true };
};

import { type Acknowledged, type AcknowledgementStore, standing } from "@tocsin/core/incidents";
import type { Actor, IncidentId } from "@tocsin/core/kernel";
import { noteChange } from "../audit/audited-writer.ts";
import type { Drizzle } from "../open.ts";
import type { StoreParts } from "../store-parts.ts";
import { readAcknowledgements } from "./acknowledgement-rows.ts";
import { demandManaged } from "./demand-managed.ts";
import { acknowledgements } from "./tables.ts";

export const openAcknowledgementStore = ({ db, writer, clock }: StoreParts): AcknowledgementStore => ({
  acknowledge: (scope, id, by) =>
    writer.write(() => {
      demandManaged(db, scope, id);
      return acknowledge(db, id, by, Math.floor(clock()));
    }),
});

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

import type { IncidentId } from "@tocsin/core/kernel";
import type { Mute } from "@tocsin/core/recipients";
import { and, eq, isNull, sql } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import type { Drizzle } from "../open.ts";
import { mutes } from "./tables.ts";

const { address, at, until } = mutes;

/** Who has muted an incident: read with every change of it. */
export const openMutesOf = (db: Drizzle) =>
  db
    .select({ address, at, until })
    .from(mutes)
    .where(eq(mutes.incidentId, sql.placeholder("incidentId")))
    .prepare();

/** In place of the one that there was. To be run within a write. */
export const writeMute = (db: Drizzle, incidentId: IncidentId, mute: Mute): void => {
  const said = { at: Math.floor(mute.at), until: mute.until };
  const own = and(eq(mutes.incidentId, incidentId), eq(address, mute.address));
  const before = db.select({ address, at, until }).from(mutes).where(own).get() ?? null;
  db.insert(mutes)
    .values({ incidentId, address: mute.address, ...said })
    .onConflictDoUpdate({ target: [mutes.incidentId, mutes.address], set: said })
    .run();
  noteChange({
    object: { kind: "incident", id: incidentId },
    before: { mute: before },
    after: { mute: { address: mute.address, ...said } },
  });
};

/** Answers whether there was one. To be run within a write. */
export const deleteMute = (db: Drizzle, incidentId: IncidentId, of: string): boolean => {
  const own = and(eq(mutes.incidentId, incidentId), eq(address, of));
  const [mute] = db.delete(mutes).where(own).returning({ address, at, until }).all();
  if (mute !== undefined)
    noteChange({ object: { kind: "incident", id: incidentId }, before: { mute }, after: { mute: null } });
  return mute !== undefined;
};

/** What holds until an incident is resolved is over for good then: it does not hold again when that is reopened. */
export const openEndMutes = (db: Drizzle): ((incidentId: IncidentId) => void) => {
  const end = db
    .delete(mutes)
    .where(and(eq(mutes.incidentId, sql.placeholder("incidentId")), isNull(until)))
    .prepare();
  return (incidentId) => void end.run({ incidentId });
};

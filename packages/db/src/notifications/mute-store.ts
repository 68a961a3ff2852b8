import { isClosedStatus } from "@tocsin/core/incidents";
import { type IncidentId, refused, type Scope } from "@tocsin/core/kernel";
import type { MuteStore } from "@tocsin/core/notifications";
import { and, eq } from "drizzle-orm";
import { demandManaged } from "../incidents/demand-managed.ts";
import { insideScope } from "../incidents/inside-scope.ts";
import { incidents } from "../incidents/tables.ts";
import { found } from "../not-found.ts";
import type { Drizzle } from "../open.ts";
import type { StoreParts } from "../store-parts.ts";
import { deleteMute, writeMute } from "./mute-rows.ts";

export const openMuteStore = ({ db, writer }: StoreParts): MuteStore => ({
  begin: (scope, id, mute) =>
    writer.write(() => {
      const { status } = visible(db, scope, id);
      if (mute.until === null && isClosedStatus(status)) {
        throw refused("muteOverAtOnce");
      }
      writeMute(db, id, mute);
    }),

  endOwn: (scope, id, address) =>
    writer.write(() => {
      visible(db, scope, id);
      found(deleteMute(db, id, address) || undefined, "mute");
    }),

  end: (scope, id, address) =>
    writer.write(() => {
      demandManaged(db, scope, id);
      found(deleteMute(db, id, address) || undefined, "mute");
    }),
});

const visible = (db: Drizzle, scope: Scope, id: IncidentId) =>
  found(
    db
      .select({ status: incidents.status })
      .from(incidents)
      .where(and(insideScope(scope), eq(incidents.id, id)))
      .get(),
    "incident",
  );

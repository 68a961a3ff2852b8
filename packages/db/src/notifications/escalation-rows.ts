import type { IncidentChange } from "@tocsin/core/incidents";
import type { ChangeId, Instant } from "@tocsin/core/kernel";
import { beginsAnew, type PendingEscalation } from "@tocsin/core/notifications";
import { and, desc, eq, sql } from "drizzle-orm";
import { openStandingAcknowledgement } from "../incidents/acknowledgement-rows.ts";
import type { IncidentRow } from "../intake/incident-rows.ts";
import type { Drizzle } from "../open.ts";
import { escalations } from "./tables.ts";

interface Begun {
  readonly row: Pick<IncidentRow, "id" | "organizationId">;
  readonly changeId: ChangeId;
  readonly at: Instant;
  readonly kinds: IncidentChange["kinds"];
  readonly begun: readonly PendingEscalation[];
}

/**
 * Writes what begins to wait with a change, in its transaction: not of an incident that somebody looks after, and not twice
 * unless the incident became news again.
 */
export const openBeginEscalations = (db: Drizzle): ((begun: Begun) => void) => {
  const acknowledged = openStandingAcknowledgement(db);
  const place = sql.placeholder;
  const latest = db
    .select({ dueAt: escalations.dueAt })
    .from(escalations)
    .where(and(eq(escalations.incidentId, place("incidentId")), eq(escalations.ruleId, place("ruleId"))))
    .orderBy(desc(escalations.id))
    .limit(1)
    .prepare();
  return ({ row: { id: incidentId, organizationId }, changeId, at, kinds, begun }) => {
    if (begun.length === 0 || acknowledged.get({ incidentId }) !== undefined) return;
    for (const { ruleId, tier, toldAt, dueAt } of begun) {
      const before = latest.get({ incidentId, ruleId });
      if (before !== undefined && (before.dueAt !== null || !beginsAnew(kinds))) continue;
      db.insert(escalations)
        .values({ ruleId, incidentId, organizationId, changeId, begunAt: at, tier, toldAt, dueAt, told: [] })
        .run();
    }
  };
};

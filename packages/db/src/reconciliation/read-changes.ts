import type { ChangeId, DeliveryId } from "@tocsin/core/kernel";
import type { ChangeOnRecord, Witness } from "@tocsin/core/reconciliation";
import { asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { attempts, deliveries } from "../deliveries/tables.ts";
import { incidentChanges } from "../incidents/tables.ts";
import { decisions, deliveryCauses } from "../notifications/tables.ts";
import type { StoreParts } from "../store-parts.ts";

/** Reads changes with what was decided about them and which mails followed; to be run in one transaction. */
export const readChanges = ({ db }: StoreParts, which: SQL | undefined, limit: number): readonly ChangeOnRecord[] => {
  const { id, organizationId, incidentId, at } = incidentChanges;
  const rows = db
    .select({ id, organizationId, incidentId, at })
    .from(incidentChanges)
    .where(which)
    .orderBy(asc(id))
    .limit(limit)
    .all();
  const ids = rows.map((row) => row.id);
  const decided = Map.groupBy(readDecisions(db, ids), ({ changeId }) => changeId);
  const causes = readCauses(db, ids);
  const witnesses = readWitnesses(db, [...new Set(causes.map(({ deliveryId }) => deliveryId))]);
  const caused = Map.groupBy(causes, ({ changeId }) => changeId);
  return rows.map((row) => ({
    ...row,
    decisions: (decided.get(row.id) ?? []).map(({ decision }) => decision),
    causes: (caused.get(row.id) ?? []).map((cause) => ({
      ...cause,
      delivery: witnesses.get(cause.deliveryId) ?? null,
    })),
  }));
};

type Db = StoreParts["db"];

const readDecisions = (db: Db, ids: readonly ChangeId[]) =>
  db
    .select({ changeId: decisions.changeId, decision: decisions.decision })
    .from(decisions)
    .where(inArray(decisions.changeId, [...ids]))
    .all();

const readCauses = (db: Db, ids: readonly ChangeId[]) =>
  db
    .select()
    .from(deliveryCauses)
    .where(inArray(deliveryCauses.changeId, [...ids]))
    .all();

const readWitnesses = (db: Db, ids: readonly DeliveryId[]): ReadonlyMap<DeliveryId, Witness> => {
  const digests = alias(deliveries, "digests");
  const { id, address, state, heldFor, redrive } = deliveries;
  const ended = (kinds: SQL) =>
    sql<number>`(select count(*) from ${attempts} where ${attempts.deliveryId} = ${id} and ${attempts.redrive} = ${redrive}
      and json_extract(${attempts.outcome}, '$.kind') in ${kinds})`;
  const rows = db
    .select({
      id,
      address,
      state,
      heldFor,
      redrive,
      digest: digests.state,
      accepted: ended(sql`('accepted', 'captured')`),
      inDoubt: ended(sql`('inDoubt')`),
      byEscalation: sql`${deliveries.dedupeKey} like 'escalation:%'`.mapWith(Boolean),
    })
    .from(deliveries)
    .leftJoin(digests, eq(digests.id, deliveries.foldedInto))
    .where(inArray(id, [...ids]))
    .all();
  return new Map(rows.map((row) => [row.id, row]));
};

import { dayMs, type Instant } from "@tocsin/core/kernel";
import type { Pruned, RetentionStore } from "@tocsin/core/retention";
import { and, eq, inArray, isNotNull, lt, sql } from "drizzle-orm";
import { attempts, deliveries, mails } from "../deliveries/tables.ts";
import { idsFrom } from "../ids.ts";
import { incidents, payloads } from "../incidents/tables.ts";
import { decisions, deliveryCauses, incidentMails, told } from "../notifications/tables.ts";
import { payloadProblems } from "../sources/tables.ts";
import type { StoreParts } from "../store-parts.ts";

/** Few enough that nobody waits for the commit. */
const batchMax = 500;

export const openRetentionStore = ({ db, writer }: StoreParts): RetentionStore => {
  const prunePayloads = (before: Instant): number => {
    const old = db
      .select({ id: payloads.changeId })
      .from(payloads)
      .where(lt(payloads.receivedAt, before))
      .limit(batchMax);
    return db.delete(payloads).where(inArray(payloads.changeId, old)).run().changes;
  };

  const pruneProblems = (before: Instant): number => {
    const { id, receivedAt } = payloadProblems;
    const old = db.select({ id }).from(payloadProblems).where(lt(receivedAt, before)).limit(batchMax);
    return db.delete(payloadProblems).where(inArray(id, old)).run().changes;
  };

  /** What has not gone out yet keeps its mail, however old it is. */
  const pruneMails = (before: Instant): number => {
    const old = db
      .select({ id: mails.deliveryId })
      .from(mails)
      .innerJoin(deliveries, eq(deliveries.id, mails.deliveryId))
      .where(and(lt(mails.deliveryId, sql`${idsFrom(before)}`), lt(deliveries.settledAt, before)))
      .limit(batchMax);
    return db.delete(mails).where(inArray(mails.deliveryId, old)).run().changes;
  };

  const pruneDecisions = (before: Instant): number => {
    const { changeId } = decisions;
    const old = db
      .select({ changeId })
      .from(decisions)
      .where(lt(changeId, sql`${idsFrom(before)}`))
      .limit(batchMax);
    return db.delete(decisions).where(inArray(changeId, old)).run().changes;
  };

  const pruneDeliveries = (before: Instant): number => {
    const ids = db
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(
        and(
          lt(deliveries.id, sql`${idsFrom(before)}`),
          isNotNull(deliveries.settledAt),
          lt(deliveries.settledAt, before),
        ),
      )
      .limit(batchMax)
      .all()
      .map(({ id }) => id);
    if (ids.length === 0) return 0;
    db.delete(attempts).where(inArray(attempts.deliveryId, ids)).run();
    db.delete(mails).where(inArray(mails.deliveryId, ids)).run();
    db.delete(incidentMails).where(inArray(incidentMails.deliveryId, ids)).run();
    db.delete(deliveryCauses).where(inArray(deliveryCauses.deliveryId, ids)).run();
    return db.delete(deliveries).where(inArray(deliveries.id, ids)).run().changes;
  };

  /** Of an incident that goes on, what rules have told is never forgotten: they would tell it again. */
  const pruneTold = (before: Instant): number => {
    const over = db
      .select({ id: told.incidentId })
      .from(told)
      .innerJoin(incidents, eq(incidents.id, told.incidentId))
      .where(and(lt(told.at, before), lt(incidents.lastChangeAt, before)))
      .limit(batchMax);
    return db.delete(told).where(inArray(told.incidentId, over)).run().changes;
  };

  return {
    prune: (retention, now) =>
      writer.write((): Pruned => {
        const before = (days: number): Instant => Math.floor(now - days * dayMs);
        return {
          payloads: prunePayloads(before(retention.payloads)),
          problems: pruneProblems(before(retention.payloads)),
          mails: pruneMails(before(retention.mails)),
          decisions: pruneDecisions(before(retention.mails)),
          deliveries: pruneDeliveries(before(retention.told)),
          told: pruneTold(before(retention.told)),
        };
      }),
  };
};

import { dayMs, type Instant } from "@tocsin/core/kernel";
import type { Pruned, RetentionStore } from "@tocsin/core/retention";
import { and, eq, inArray, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import { attempts, deliveries, mails } from "../deliveries/tables.ts";
import { idsFrom } from "../ids.ts";
import { acknowledgements, incidents, payloads } from "../incidents/tables.ts";
import { decisions, deliveryCauses, escalations, incidentMails, mutes, told } from "../notifications/tables.ts";
import { payloadProblems } from "../sources/tables.ts";
import type { StoreParts } from "../store-parts.ts";

/** Few enough that nobody waits for the commit. */
const batchMax = 500;

type OfIncident = typeof told | typeof acknowledgements | typeof escalations | typeof mutes;

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

  /**
   * What is kept as long as an incident goes on, and so long after its last news. What rules have told of it is never
   * forgotten before: they would tell it again, and ask again who looks after it.
   */
  const pruneQuiet = (table: OfIncident, before: Instant, over?: SQL): number => {
    const quiet = db
      .select({ id: table.incidentId })
      .from(table)
      .innerJoin(incidents, eq(incidents.id, table.incidentId))
      .where(and(lt(incidents.lastChangeAt, before), over))
      .limit(batchMax);
    return db
      .delete(table)
      .where(and(inArray(table.incidentId, quiet), over))
      .run().changes;
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
          told: pruneQuiet(told, before(retention.told), lt(told.at, before(retention.told))),
          acknowledgements: pruneQuiet(acknowledgements, before(retention.told)),
          escalations: pruneQuiet(escalations, before(retention.told), isNull(escalations.dueAt)),
          mutes: pruneQuiet(mutes, before(retention.told)),
        };
      }),
  };
};

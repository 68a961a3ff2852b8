import { and, asc, desc, eq, gt, lte, ne, notInArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { deliveries } from "../deliveries/tables.ts";
import { alerts, incidentChanges, incidents } from "../incidents/tables.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import type { Drizzle } from "../open.ts";
import { recipients } from "../recipients/tables.ts";
import { deliveryCauses, incidentMails } from "./tables.ts";

export type TellingStatements = ReturnType<typeof openTellingStatements>;

/** A change without what was judged, which is most of its row and is not told. */
const changeColumns = {
  id: incidentChanges.id,
  incidentId: incidentChanges.incidentId,
  seq: incidentChanges.seq,
  at: incidentChanges.at,
  kinds: incidentChanges.kinds,
  detail: incidentChanges.detail,
};

/**
 * What is read for every incident mail, prepared once. None of the usual ones sorts or removes repetitions: for a few
 * rows SQLite's temporary tree costs more than all the rest.
 */
export const openTellingStatements = (db: Drizzle) => {
  const place = sql.placeholder;
  const others = alias(deliveryCauses, "others");
  return {
    /** The alerts that had come by a change, by their keys. */
    alertsUpTo: db
      .select({ alert: alerts.alert, firstSeq: alerts.firstSeq })
      .from(alerts)
      .where(and(eq(alerts.incidentId, place("incidentId")), lte(alerts.firstSeq, place("upTo"))))
      .prepare(),

    delivery: db
      .select()
      .from(deliveries)
      .where(eq(deliveries.id, place("id")))
      .prepare(),

    incident: db
      .select()
      .from(incidents)
      .where(eq(incidents.id, place("id")))
      .prepare(),

    change: db
      .select(changeColumns)
      .from(incidentChanges)
      .where(eq(incidentChanges.id, place("id")))
      .prepare(),

    changesBetween: db
      .select(changeColumns)
      .from(incidentChanges)
      .where(
        and(
          eq(incidentChanges.incidentId, place("incidentId")),
          gt(incidentChanges.seq, place("after")),
          lte(incidentChanges.seq, place("upTo")),
        ),
      )
      .orderBy(asc(incidentChanges.seq))
      .prepare(),

    /** The changes and rules that asked for a delivery. */
    causes: db
      .select({ changeId: deliveryCauses.changeId, ruleId: deliveryCauses.ruleId })
      .from(deliveryCauses)
      .where(eq(deliveryCauses.deliveryId, place("id")))
      .prepare(),

    rule: db
      .select()
      .from(notificationRules)
      .where(eq(notificationRules.id, place("id")))
      .prepare(),

    /** What the last other mail that went out, or may have, told an address of an incident. */
    lastTold: db
      .select({ told: incidentMails.told })
      .from(incidentMails)
      .innerJoin(deliveries, eq(deliveries.id, incidentMails.deliveryId))
      .where(
        and(
          eq(incidentMails.incidentId, place("incidentId")),
          eq(incidentMails.address, place("address")),
          ne(incidentMails.deliveryId, place("id")),
          notInArray(deliveries.state, ["failed", "cancelled"]),
        ),
      )
      .orderBy(desc(incidentMails.seq), desc(incidentMails.deliveryId))
      .limit(1)
      .prepare(),

    /** How many other addresses the same rule told of the same change. */
    othersToldOnce: db
      .select({ count: sql<number>`count(*) - 1` })
      .from(deliveryCauses)
      .where(and(eq(deliveryCauses.changeId, place("changeId")), eq(deliveryCauses.ruleId, place("ruleId"))))
      .prepare(),

    /** How many other addresses the same rules told of the same changes. */
    othersTold: db
      .select({ count: sql<number>`count(distinct ${others.address})` })
      .from(deliveryCauses)
      .innerJoin(
        others,
        and(
          eq(others.changeId, deliveryCauses.changeId),
          eq(others.ruleId, deliveryCauses.ruleId),
          ne(others.address, deliveryCauses.address),
        ),
      )
      .where(eq(deliveryCauses.deliveryId, place("id")))
      .prepare(),

    recipient: db
      .select({
        organizationId: recipients.organizationId,
        address: recipients.address,
        locale: recipients.locale,
        timeZone: recipients.timeZone,
        required: recipients.required,
      })
      .from(recipients)
      .where(and(eq(recipients.organizationId, place("organizationId")), eq(recipients.address, place("address"))))
      .prepare(),
  };
};

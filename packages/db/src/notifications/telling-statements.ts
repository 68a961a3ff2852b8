import { and, asc, desc, eq, getTableColumns, gt, lt, lte, ne, notInArray, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { deliveries, mails } from "../deliveries/tables.ts";
import { openStandingAcknowledgement } from "../incidents/acknowledgement-rows.ts";
import { alerts, incidentChanges, incidents } from "../incidents/tables.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import type { Drizzle } from "../open.ts";
import { recipients } from "../recipients/tables.ts";
import { openMutesOf } from "./mute-rows.ts";
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

    /** The alerts of what was merged into an incident, directly or by way of another, that had come by a moment. */
    alertsBroughtBy: db
      .select({ alert: alerts.alert })
      .from(alerts)
      .innerJoin(
        incidentChanges,
        and(eq(incidentChanges.incidentId, alerts.incidentId), eq(incidentChanges.seq, alerts.firstSeq)),
      )
      .where(
        and(
          sql`${alerts.incidentId} in (
            with recursive folded(id) as (
              select id from incidents where redirect_to_id = ${place("incidentId")}
              union
              select incidents.id from incidents join folded on incidents.redirect_to_id = folded.id
            )
            select id from folded where id <> ${place("incidentId")}
          )`,
          lte(incidentChanges.at, place("at")),
        ),
      )
      .orderBy(asc(incidentChanges.at), asc(alerts.key))
      .prepare(),

    delivery: db
      .select()
      .from(deliveries)
      .where(eq(deliveries.id, place("id")))
      .prepare(),

    /** Of a delivery only what says where its mail comes from and for whom it is. */
    origin: db
      .select({
        messageKind: deliveries.messageKind,
        organizationId: deliveries.organizationId,
        address: deliveries.address,
        redriveOf: deliveries.redriveOf,
        escalation: deliveries.escalation,
      })
      .from(deliveries)
      .where(eq(deliveries.id, place("id")))
      .prepare(),

    /** What a digest tells of, or is to: not what it had to leave out. */
    membersOf: db
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(deliveries.foldedInto, place("id")), eq(deliveries.state, sql`'held'`)))
      .orderBy(asc(deliveries.id))
      .prepare(),

    /** With whether it has what most have not: a read for each would cost more than all of these. */
    incident: db
      .select({
        ...getTableColumns(incidents),
        anyFolded: sql<0 | 1>`exists (select 1 from incidents as folded where folded.redirect_to_id = ${place("id")})`,
        anyTold: sql<0 | 1>`exists (select 1 from incident_mails where incident_id = ${place("id")})`,
        anyMute: sql<0 | 1>`exists (select 1 from mutes where incident_id = ${place("id")})`,
        anyAcknowledgement: sql<0 | 1>`exists (
          select 1 from acknowledgements where incident_id = ${place("id")} and ended_at is null
        )`,
      })
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

    /** What a mail that is made told of an incident, by itself or in the digest that carries it. */
    sealed: db
      .select({ told: incidentMails.told })
      .from(incidentMails)
      .innerJoin(mails, eq(mails.deliveryId, place("carrier")))
      .where(eq(incidentMails.deliveryId, place("id")))
      .prepare(),

    /** What the last other mail that went out, or may have, told an address of an incident, before a change of it. */
    lastTold: db
      .select({ told: incidentMails.told })
      .from(incidentMails)
      .innerJoin(deliveries, eq(deliveries.id, incidentMails.deliveryId))
      .where(
        and(
          eq(incidentMails.incidentId, place("incidentId")),
          eq(incidentMails.address, place("address")),
          ne(incidentMails.deliveryId, place("id")),
          lt(incidentMails.seq, place("before")),
          notInArray(deliveries.state, ["failed", "cancelled"]),
        ),
      )
      .orderBy(desc(incidentMails.seq), desc(incidentMails.deliveryId))
      .limit(1)
      .prepare(),

    /** How many other addresses the same rule told of the same change; found by the change, since a rule may have told for years. */
    othersToldOnce: db
      .select({ count: sql<number>`count(*) - 1` })
      .from(deliveryCauses)
      .where(and(eq(deliveryCauses.changeId, place("changeId")), sql`+${deliveryCauses.ruleId} = ${place("ruleId")}`))
      .prepare(),

    /** How many other addresses the same rules told of the same changes. */
    othersTold: db
      .select({ count: sql<number>`count(distinct ${others.address})` })
      .from(deliveryCauses)
      .innerJoin(
        others,
        and(
          eq(others.changeId, deliveryCauses.changeId),
          sql`+${others.ruleId} = ${deliveryCauses.ruleId}`,
          ne(others.address, deliveryCauses.address),
        ),
      )
      .where(eq(deliveryCauses.deliveryId, place("id")))
      .prepare(),

    mutes: openMutesOf(db),

    acknowledgement: openStandingAcknowledgement(db),

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

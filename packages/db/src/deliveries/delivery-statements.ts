import { leaseMs } from "@tocsin/core/deliveries";
import { and, desc, eq, lte, sql } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { preparedInsert } from "../prepared.ts";
import { attempts, deliveries, mails } from "./tables.ts";

/** What a worker runs for every delivery on its way, prepared once. */
export const openDeliveryStatements = (db: Drizzle) => {
  const place = sql.placeholder;
  return {
    claimOne: db
      .update(deliveries)
      .set({
        state: "sending",
        fence: sql`${deliveries.fence} + 1`,
        leaseUntil: sql`${place("now")} + ${leaseMs}`,
        sealedAt: sql`coalesce(${deliveries.sealedAt}, ${place("now")})`,
      })
      .where(
        and(
          eq(deliveries.id, place("id")),
          eq(deliveries.state, "waiting"),
          lte(deliveries.dueAt, place("now")),
          // *What changed since your last mail* needs that mail: one that is being composed goes first, and so does an
          // earlier one that must be composed again because its worker died, or that a digest tells of which is being made.
          sql`not exists (
            select 1 from deliveries as other left join mails on mails.delivery_id = other.id
            where other.bundle = ${deliveries.bundle} and other.address = ${deliveries.address}
              and other.id <> ${deliveries.id} and mails.delivery_id is null
              and (other.state = 'sending'
                or other.state = 'waiting' and other.sealed_at is not null and other.id < ${deliveries.id}
                or other.state = 'held' and other.folded_into is not null and other.sealed_at is not null
                  and not exists (select 1 from incident_mails where delivery_id = other.id))
          )`,
        ),
      )
      .returning()
      .prepare(),

    storedMail: db
      .select({ mail: mails.mail, html: mails.html, text: mails.text })
      .from(mails)
      .where(eq(mails.deliveryId, place("id")))
      .prepare(),

    fenceOf: db
      .select({ fence: deliveries.fence, state: deliveries.state })
      .from(deliveries)
      .where(eq(deliveries.id, place("id")))
      .prepare(),

    /** The batch of the last attempt of a series that ended in doubt. */
    doubted: db
      .select({ batch: attempts.batch })
      .from(attempts)
      .where(
        and(
          eq(attempts.deliveryId, place("id")),
          eq(attempts.redrive, place("redrive")),
          sql`json_extract(${attempts.outcome}, '$.kind') = 'inDoubt'`,
        ),
      )
      .orderBy(desc(attempts.number))
      .limit(1)
      .prepare(),

    lastAttempt: db
      .select({ number: sql<number>`coalesce(max(${attempts.number}), 0)` })
      .from(attempts)
      .where(eq(attempts.deliveryId, place("id")))
      .prepare(),

    keepMail: preparedInsert(db, mails, ["deliveryId", "subject", "mail", "html", "text"], {
      onConflict: `(delivery_id) do update set subject = excluded.subject, mail = excluded.mail, html = excluded.html,
        text = excluded.text`,
    }),

    insertAttempt: preparedInsert(db, attempts, [
      "deliveryId",
      "number",
      "redrive",
      "fence",
      "transport",
      "destination",
      "startedAt",
      "batch",
      "remade",
    ]),

    countAttempt: db
      .update(deliveries)
      .set({
        attempts: sql`${deliveries.attempts} + 1`,
        firstAttemptAt: sql`coalesce(${deliveries.firstAttemptAt}, ${place("now")})`,
        // Making the mail may have used most of the lease; the socket has all of one until it is first renewed.
        leaseUntil: sql`${place("now")} + ${leaseMs}`,
        crashes: 0,
      })
      .where(eq(deliveries.id, place("id")))
      .prepare(),

    endAttempt: db
      .update(attempts)
      .set({ endedAt: sql`${place("endedAt")}`, outcome: sql`${place("outcome")}` })
      .where(and(eq(attempts.deliveryId, place("deliveryId")), eq(attempts.number, place("number"))))
      .prepare(),

    settle: db
      .update(deliveries)
      .set({
        state: sql`${place("state")}`,
        reason: sql`${place("reason")}`,
        leaseUntil: null,
        settledAt: sql`${place("now")}`,
      })
      .where(eq(deliveries.id, place("id")))
      .prepare(),
  };
};

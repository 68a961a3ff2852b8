import { isUrgentMail, leaseMs } from "@tocsin/core/deliveries";
import { attemptJob, clockAheadMaxMs, type DeliveryId, type Instant, type Job } from "@tocsin/core/kernel";
import { bundlingMaxMs } from "@tocsin/core/organizations";
import { and, asc, eq, gt, isNull, lte, min, not, or, sql } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { attempts, deliveries } from "./tables.ts";

const strandedMax = 100;
const hastenedMax = 1_000;

/** What of a delivery its job is made of. */
type WaitingRow = Pick<typeof deliveries.$inferSelect, "id" | "attempts" | "severity" | "escalates">;

/** The next attempt at a delivery that waits, to be made at that moment. */
export const nextAttemptJob = (row: WaitingRow, dueAt: Instant): Job =>
  attemptJob(row.id, row.attempts + 1, dueAt, isUrgentMail(row));

/** Reads of deliveries that wait for their moment, or for a worker's lease to end. */
export const openWaitingRows = (db: Drizzle) => {
  const isUrgent = sql`(${deliveries.severity} in ('high', 'critical') or ${deliveries.escalates})`;
  const dueColumns = {
    id: deliveries.id,
    attempts: deliveries.attempts,
    dueAt: deliveries.dueAt,
    severity: deliveries.severity,
    escalates: deliveries.escalates,
  };

  /** Due by then: the urgent ones, or the others. */
  const dueRows = (now: Instant, limit: number, urgent: boolean) =>
    db
      .select(dueColumns)
      .from(deliveries)
      .where(and(eq(deliveries.state, sql`'waiting'`), lte(deliveries.dueAt, now), urgent ? isUrgent : not(isUrgent)))
      .orderBy(asc(deliveries.dueAt))
      .limit(Math.max(limit, 0))
      .all();

  /** Waits for later than anything may, or for a moment that was reckoned from one which has not come yet. */
  const putOff = (now: Instant) => {
    const ahead = now + clockAheadMaxMs;
    const reckonedFrom = sql`max(${deliveries.createdAt}, coalesce(${deliveries.sealedAt}, 0), coalesce(
      (select max(ended_at) from attempts where attempts.delivery_id = ${deliveries.id}), 0))`;
    const firstTry = and(eq(deliveries.attempts, 0), gt(deliveries.dueAt, ahead + bundlingMaxMs));
    return db
      .select(dueColumns)
      .from(deliveries)
      .where(
        and(
          eq(deliveries.state, sql`'waiting'`),
          gt(deliveries.dueAt, ahead),
          or(sql`${reckonedFrom} > ${ahead}`, firstTry),
        ),
      )
      .limit(hastenedMax)
      .all();
  };

  /** Given to a worker for longer than a lease lasts. */
  const overlong = (now: Instant) =>
    db
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(deliveries.state, sql`'sending'`), gt(deliveries.leaseUntil, now + leaseMs + clockAheadMaxMs)))
      .limit(hastenedMax)
      .all();

  const oldestDue = db
    .select({ at: min(deliveries.dueAt) })
    .from(deliveries)
    .where(eq(deliveries.state, sql`'waiting'`))
    .prepare();

  /** Held by a worker whose lease has ended by then; one of them where it is named. */
  const strandedRows = (now: Instant, id?: DeliveryId) =>
    db
      .select()
      .from(deliveries)
      .leftJoin(attempts, and(eq(attempts.deliveryId, deliveries.id), isNull(attempts.endedAt)))
      .where(
        and(
          eq(deliveries.state, sql`'sending'`),
          lte(deliveries.leaseUntil, now),
          id === undefined ? undefined : eq(deliveries.id, id),
        ),
      )
      .orderBy(asc(deliveries.leaseUntil))
      .limit(strandedMax)
      .all();

  return { strandedRows, dueRows, putOff, overlong, oldestDue };
};

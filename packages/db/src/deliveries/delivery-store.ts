import {
  type Attempt,
  type Claim,
  type ClaimedDelivery,
  type Delivery,
  type DeliveryStore,
  type HeldBack,
  isUrgentMail,
  leaseMs,
  type NextStep,
  type Outcome,
  type SealedMail,
} from "@tocsin/core/deliveries";
import { attemptJob, clockAheadMaxMs, type DeliveryId, type Instant, type Job, reasons } from "@tocsin/core/kernel";
import { bundlingMaxMs } from "@tocsin/core/organizations";
import { and, asc, desc, eq, gt, isNull, lte, min, not, or, type SQL, sql } from "drizzle-orm";
import { openInsertJobs } from "../jobs/insert-jobs.ts";
import { isDigestMemory, openRememberTold } from "../notifications/remember-told.ts";
import { preparedInsert } from "../prepared.ts";
import type { StoreParts } from "../store-parts.ts";
import { isMembersMemory, openDigestMembers } from "./digest-members.ts";
import { openHoldBack } from "./hold-back.ts";
import { attemptOf, deliveryOf, mailColumns, mailOf } from "./rows.ts";
import { attempts, deliveries, mails } from "./tables.ts";

const { unreadable } = reasons;
const strandedMax = 100;
const hastenedMax = 1_000;

export const openDeliveryStore = (parts: StoreParts): DeliveryStore => {
  const { db, writer, jobsEmbedded } = parts;
  const holdBack = openHoldBack(parts);
  const members = openDigestMembers(db);
  const place = sql.placeholder;
  const claimOne = db
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
    .prepare();
  const storedMail = db
    .select({ mail: mails.mail, html: mails.html, text: mails.text })
    .from(mails)
    .where(eq(mails.deliveryId, place("id")))
    .prepare();
  const fenceOf = db
    .select({ fence: deliveries.fence, state: deliveries.state })
    .from(deliveries)
    .where(eq(deliveries.id, place("id")))
    .prepare();
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
  const doubted = db
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
    .prepare();
  const lastAttempt = db
    .select({ number: sql<number>`coalesce(max(${attempts.number}), 0)` })
    .from(attempts)
    .where(eq(attempts.deliveryId, place("id")))
    .prepare();

  const isUrgent = sql`(${deliveries.severity} in ('high', 'critical') or ${deliveries.escalates})`;
  const dueColumns = {
    id: deliveries.id,
    attempts: deliveries.attempts,
    dueAt: deliveries.dueAt,
    severity: deliveries.severity,
    escalates: deliveries.escalates,
  };
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

  const holds = (id: DeliveryId, fence: number): boolean => {
    const row = fenceOf.get({ id });
    return row !== undefined && row.fence === fence && row.state === "sending";
  };

  /** Runs a write only under the newest claim, so that a worker which slept past its lease changes nothing. */
  const fenced = <Value>(id: DeliveryId, fence: number, run: () => Value): Promise<Value | "fenced"> =>
    writer.write(() => (holds(id, fence) ? run() : "fenced"));

  const addJobs = openInsertJobs(db);
  const rememberTold = openRememberTold(db);
  const keepMail = preparedInsert(db, mails, ["deliveryId", "subject", "mail", "html", "text"], {
    onConflict: `(delivery_id) do update set subject = excluded.subject, mail = excluded.mail, html = excluded.html,
      text = excluded.text`,
  });
  const insertAttempt = preparedInsert(db, attempts, [
    "deliveryId",
    "number",
    "redrive",
    "fence",
    "transport",
    "destination",
    "startedAt",
    "batch",
    "remade",
  ]);
  const countAttempt = db
    .update(deliveries)
    .set({
      attempts: sql`${deliveries.attempts} + 1`,
      firstAttemptAt: sql`coalesce(${deliveries.firstAttemptAt}, ${place("now")})`,
      // Making the mail may have used most of the lease; the socket has all of one until it is first renewed.
      leaseUntil: sql`${place("now")} + ${leaseMs}`,
      crashes: 0,
    })
    .where(eq(deliveries.id, place("id")))
    .prepare();
  const endAttempt = db
    .update(attempts)
    .set({ endedAt: sql`${place("endedAt")}`, outcome: sql`${place("outcome")}` })
    .where(and(eq(attempts.deliveryId, place("deliveryId")), eq(attempts.number, place("number"))))
    .prepare();
  const settle = db
    .update(deliveries)
    .set({
      state: sql`${place("state")}`,
      reason: sql`${place("reason")}`,
      leaseUntil: null,
      settledAt: sql`${place("now")}`,
    })
    .where(eq(deliveries.id, place("id")))
    .prepare();

  const storeMail = (id: DeliveryId, { mail, remember }: SealedMail): void => {
    keepMail({ deliveryId: id, ...mailColumns(mail) });
    rememberTold(id, remember);
    if (isDigestMemory(remember)) members.remember(id, remember.members, mail.date);
  };

  const closeAttempt = ({ deliveryId, number }: Attempt, outcome: Outcome, endedAt: Instant): void => {
    endAttempt.run({ deliveryId, number, endedAt, outcome: JSON.stringify(outcome) });
  };

  const follow = (
    { id, messageKind }: Delivery,
    attemptsMade: number,
    outcome: Outcome,
    next: NextStep,
    now: Instant,
  ): readonly Job[] => {
    if (next.kind === "settle") {
      const reason = reasonOf(outcome);
      settle.run({ id, state: next.state, reason, now });
      if (messageKind === "digest") members.follow(id, next.state, reason, now);
      return [];
    }
    return letWait({ id, attempts: attemptsMade }, next.at, { reason: reasonOf(outcome) });
  };

  /** Nobody has it any more; it is due again from then on. */
  const letWait = (
    { id, attempts: made }: Pick<Delivery, "id" | "attempts">,
    from: Instant,
    more: { readonly reason?: string | null; readonly crashes?: number | SQL } = {},
  ): readonly Job[] => {
    const dueAt = Math.ceil(from);
    const rows = db
      .update(deliveries)
      .set({ state: "waiting", leaseUntil: null, dueAt, ...more })
      .where(eq(deliveries.id, id))
      .returning({ severity: deliveries.severity, escalates: deliveries.escalates })
      .all();
    return withRows(rows.map((row) => attemptJob(id, made + 1, dueAt, isUrgentMail(row))));
  };

  /** Jobs that are rows already need no announcing. */
  const withRows = (jobs: readonly Job[]): readonly Job[] => {
    if (!jobsEmbedded) return jobs;
    addJobs(jobs);
    return [];
  };

  const claimNow = (id: DeliveryId, now: Instant): ClaimedDelivery | HeldBack | null => {
    const row = claimOne.get({ id, now: Math.floor(now) });
    if (row === undefined) return null;
    const held = holdBack(row, now);
    if (held !== null) return { ...held, jobs: withRows(held.jobs) };
    if (row.messageKind === "digest") members.seal(id, now);
    const { fence, firstAttemptAt, redrive } = row;
    const kept = storedMail.get({ id });
    const mail = kept === undefined ? null : mailOf(kept);
    const doubt = row.attempts === 0 ? null : (doubted.get({ id, redrive }) ?? null);
    const suspect = row.crashes > 0;
    return { delivery: deliveryOf(row), fence, leaseUntil: now + leaseMs, mail, firstAttemptAt, doubt, suspect };
  };

  return {
    claim: (id, now) =>
      writer.write((): ClaimedDelivery | HeldBack | null => {
        try {
          return claimNow(id, now);
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          // Left as it is, it would be due for ever, and no worker could take it.
          settle.run({ id, state: "failed", reason: unreadable, now });
          return null;
        }
      }),

    countPreparing: ({ delivery, fence }) =>
      fenced(delivery.id, fence, () => {
        db.update(deliveries)
          .set({ crashes: sql`${deliveries.crashes} + 1` })
          .where(eq(deliveries.id, delivery.id))
          .run();
        return "done" as const;
      }),

    beginAttempt: ({ delivery, fence }, sealed, { kind, destination, batch }, now) =>
      fenced(delivery.id, fence, (): Attempt => {
        const { id, redrive } = delivery;
        if (sealed !== null) storeMail(id, sealed);
        const isFirst = delivery.attempts === 0 && redrive === 0;
        const number = isFirst ? 1 : (lastAttempt.get({ id })?.number ?? 0) + 1;
        const attempt = { deliveryId: id, number, redrive, transport: kind, destination, startedAt: now };
        const remade = sealed?.remade ?? null;
        insertAttempt({ ...attempt, fence, batch, remade });
        countAttempt.run({ id, now });
        return { ...attempt, remade, endedAt: null, outcome: null };
      }),

    recordOutcome: ({ claim, attempt, outcome, next, now }) =>
      fenced(claim.delivery.id, claim.fence, () => {
        closeAttempt(attempt, outcome, now);
        return follow(claim.delivery, claim.delivery.attempts + 1, outcome, next, now);
      }),

    cancel: ({ delivery, fence }, reason, now, remember) =>
      fenced(delivery.id, fence, () => {
        if (isMembersMemory(remember)) members.remember(delivery.id, remember, now);
        if (delivery.messageKind === "digest") members.follow(delivery.id, "cancelled", reason, now);
        db.update(deliveries)
          .set({ state: "cancelled", reason, leaseUntil: null, settledAt: now, crashes: 0 })
          .where(eq(deliveries.id, delivery.id))
          .run();
        return "done" as const;
      }),

    putBack: ({ delivery, fence }, now) => fenced(delivery.id, fence, () => letWait(delivery, now, { crashes: 0 })),

    renew: ({ delivery, fence }: Claim, now) =>
      fenced(delivery.id, fence, () => {
        db.update(deliveries)
          .set({ leaseUntil: now + leaseMs, crashes: 0 })
          .where(eq(deliveries.id, delivery.id))
          .run();
        return "done" as const;
      }),

    stranded: (now) =>
      Promise.resolve(
        strandedRows(now).map(({ deliveries: row, attempts: open }) => ({
          delivery: deliveryOf(row),
          fence: row.fence,
          openAttempt: open === null ? null : attemptOf(open),
          firstAttemptAt: row.firstAttemptAt,
          crashes: row.crashes,
        })),
      ),

    recover: ({ delivery, fence, openAttempt }, recovery, now) =>
      writer.write((): readonly Job[] => {
        const { id } = delivery;
        // A worker that was only slow may have renewed its claim since, or begun its attempt.
        const [still] = strandedRows(now, id);
        const untouched =
          still?.deliveries.fence === fence && (still.attempts?.number ?? null) === (openAttempt?.number ?? null);
        if (!untouched) return [];
        // Whoever still holds the old claim must not write any more.
        db.update(deliveries)
          .set({ fence: sql`${deliveries.fence} + 1` })
          .where(eq(deliveries.id, id))
          .run();
        if (recovery.kind === "afterAttempt") {
          if (openAttempt !== null) closeAttempt(openAttempt, recovery.outcome, now);
          return follow(delivery, delivery.attempts, recovery.outcome, recovery.next, now);
        }
        if (recovery.kind === "quarantine") {
          db.update(deliveries)
            .set({ state: "failed", reason: recovery.reason, leaseUntil: null, settledAt: now })
            .where(eq(deliveries.id, id))
            .run();
          if (delivery.messageKind === "digest") members.follow(id, "failed", recovery.reason, now);
          return [];
        }
        return letWait(delivery, now, { crashes: sql`max(${deliveries.crashes}, 1)` });
      }),

    hasten: async (now) => {
      // Looking costs no lock; nearly always there is nothing.
      if (putOff(now).length + overlong(now).length === 0) return { count: 0, jobs: [] };
      return writer.write(() => {
        const dueAt = Math.ceil(now);
        const waiting = putOff(now);
        const held = overlong(now);
        for (const { id } of waiting) db.update(deliveries).set({ dueAt }).where(eq(deliveries.id, id)).run();
        for (const { id } of held) {
          db.update(deliveries)
            .set({ leaseUntil: now + leaseMs })
            .where(eq(deliveries.id, id))
            .run();
        }
        const jobs = waiting.map((row) => attemptJob(row.id, row.attempts + 1, dueAt, isUrgentMail(row)));
        return { count: waiting.length + held.length, jobs: withRows(jobs) };
      });
    },

    dueJobs: async (now, limit) => {
      const urgent = dueRows(now, limit, true);
      const others = dueRows(now, limit - urgent.length, false);
      return [...urgent, ...others].map((row) => attemptJob(row.id, row.attempts + 1, row.dueAt, isUrgentMail(row)));
    },

    oldestDueAt: async () => oldestDue.get()?.at ?? null,
  };
};

/** What a list shows beside the state: nothing after success, else the server's or our own words. */
const reasonOf = (outcome: Outcome): string | null =>
  outcome.kind === "accepted" || outcome.kind === "captured" ? null : outcome.reason;

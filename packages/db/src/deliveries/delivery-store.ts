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
import { type DeliveryId, type Instant, type Job, reasons } from "@tocsin/core/kernel";
import { eq, type SQL, sql } from "drizzle-orm";
import { isDigestMemory, openRememberTold } from "../notifications/remember-told.ts";
import type { StoreParts } from "../store-parts.ts";
import { repeatably } from "../writer.ts";
import { openDeliveryStatements } from "./delivery-statements.ts";
import { isMembersMemory, openDigestMembers } from "./digest-members.ts";
import { openHoldBack } from "./hold-back.ts";
import { attemptOf, deliveryOf, mailColumns, mailOf } from "./rows.ts";
import { deliveries } from "./tables.ts";
import { nextAttemptJob, openWaitingRows } from "./waiting-rows.ts";

const { unreadable } = reasons;

export const openDeliveryStore = (parts: StoreParts): DeliveryStore => {
  const { db, handOverJobs } = parts;
  const write = repeatably(parts.writer);
  const holdBack = openHoldBack(parts);
  const members = openDigestMembers(db);
  const statements = openDeliveryStatements(db);
  const { strandedRows, dueRows, putOff, overlong, oldestDue } = openWaitingRows(db);

  const holds = (id: DeliveryId, fence: number): boolean => {
    const row = statements.fenceOf.get({ id });
    return row !== undefined && row.fence === fence && row.state === "sending";
  };

  /** Runs a write only under the newest claim, so that a worker which slept past its lease changes nothing. */
  const fenced = <Value>(id: DeliveryId, fence: number, run: () => Value): Promise<Value | "fenced"> =>
    write(() => (holds(id, fence) ? run() : "fenced"));

  const rememberTold = openRememberTold(db);
  const storeMail = (id: DeliveryId, { mail, remember }: SealedMail): void => {
    statements.keepMail({ deliveryId: id, ...mailColumns(mail) });
    rememberTold(id, remember);
    if (isDigestMemory(remember)) members.remember(id, remember.members, mail.date);
  };

  const closeAttempt = ({ deliveryId, number }: Attempt, outcome: Outcome, endedAt: Instant): void => {
    statements.endAttempt.run({ deliveryId, number, endedAt, outcome: JSON.stringify(outcome) });
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
      statements.settle.run({ id, state: next.state, reason, now });
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
      .returning({ id: deliveries.id, severity: deliveries.severity, escalates: deliveries.escalates })
      .all();
    return handOverJobs(rows.map((row) => nextAttemptJob({ ...row, attempts: made }, dueAt)));
  };

  const claimNow = (id: DeliveryId, now: Instant): ClaimedDelivery | HeldBack | null => {
    const row = statements.claimOne.get({ id, now: Math.floor(now) });
    if (row === undefined) return null;
    const held = holdBack(row, now);
    if (held !== null) return { ...held, jobs: handOverJobs(held.jobs) };
    if (row.messageKind === "digest") members.seal(id, now);
    const { fence, firstAttemptAt, redrive } = row;
    const kept = statements.storedMail.get({ id });
    const mail = kept === undefined ? null : mailOf(kept);
    const doubt = row.attempts === 0 ? null : (statements.doubted.get({ id, redrive }) ?? null);
    const claim = { delivery: deliveryOf(row), fence, leaseUntil: now + leaseMs };
    return { ...claim, mail, firstAttemptAt, doubt, suspect: row.crashes > 0, urgent: isUrgentMail(row) };
  };

  return {
    claim: (id, now) =>
      write((): ClaimedDelivery | HeldBack | null => {
        try {
          return claimNow(id, now);
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          // Left as it is, it would be due for ever, and no worker could take it.
          statements.settle.run({ id, state: "failed", reason: unreadable, now });
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
        const number = isFirst ? 1 : (statements.lastAttempt.get({ id })?.number ?? 0) + 1;
        const attempt = { deliveryId: id, number, redrive, transport: kind, destination, startedAt: now };
        const remade = sealed?.remade ?? null;
        statements.insertAttempt({ ...attempt, fence, batch, remade });
        statements.countAttempt.run({ id, now });
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
      write((): readonly Job[] => {
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
      return write(() => {
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
        const jobs = waiting.map((row) => nextAttemptJob(row, dueAt));
        return { count: waiting.length + held.length, jobs: handOverJobs(jobs) };
      });
    },

    dueJobs: async (now, limit) => {
      const urgent = dueRows(now, limit, true);
      const others = dueRows(now, limit - urgent.length, false);
      return [...urgent, ...others].map((row) => nextAttemptJob(row, row.dueAt));
    },

    oldestDueAt: async () => oldestDue.get()?.at ?? null,
  };
};

/** What a list shows beside the state: nothing after success, else the server's or our own words. */
const reasonOf = (outcome: Outcome): string | null =>
  outcome.kind === "accepted" || outcome.kind === "captured" ? null : outcome.reason;

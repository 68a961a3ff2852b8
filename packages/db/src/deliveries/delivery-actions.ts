import { type DeliveryActions, type DirectTelling, mailOfAnother, type Redriven } from "@tocsin/core/deliveries";
import {
  attemptJob,
  type DeliveryId,
  type DomainError,
  type Instant,
  type Job,
  type OrganizationId,
  refused,
} from "@tocsin/core/kernel";
import { isPrivate } from "@tocsin/core/messages";
import { and, count, eq, inArray } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { newId } from "../ids.ts";
import { found } from "../not-found.ts";
import type { StoreParts } from "../store-parts.ts";
import { openDigestMembers } from "./digest-members.ts";
import { mailColumns, mailOf } from "./rows.ts";
import { deliveries, mails } from "./tables.ts";
import { deliveriesInScope, demandManaged } from "./visible.ts";

type Row = typeof deliveries.$inferSelect;

export const openDeliveryActions = (parts: StoreParts): DeliveryActions => {
  const { db, writer, clock, handOverJobs } = parts;
  return {
    redrive: (scope, id) =>
      writer.write(() => {
        const mine = and(deliveriesInScope(db, scope), eq(deliveries.id, id));
        demandManaged(db, scope, id);
        const row = found(db.select().from(deliveries).where(mine).get(), "delivery");
        const { jobs, ...redriven } = redrive(parts, row, Math.floor(clock()));
        noteChange({
          object: { kind: "delivery", id },
          before: { state: row.state },
          after: { state: "waiting", goesOutAs: redriven.id },
        });
        return { ...redriven, jobs: handOverJobs(jobs) };
      }),

    tell: ({ organizationId }, tellings) =>
      writer.write(() => {
        const now = Math.floor(clock());
        const told = tellings.map((telling) => tellOne(parts, organizationId, telling, now));
        const jobs = told.map(({ id }) => attemptJob(id, 1, now));
        noteChange({ object: { kind: "delivery", id: told[0]?.id ?? null }, after: { deliveries: told } });
        return { deliveries: told, jobs: handOverJobs(jobs) };
      }),
  };
};

const redrive = (parts: StoreParts, row: Row, now: Instant): Redriven => {
  switch (row.state) {
    case "failed":
    case "inDoubt":
    case "cancelled":
      return tryAgain(parts, row, now);
    case "sent":
    case "captured":
      return sendAnother(parts, row, now);
    case "held":
      if (row.heldFor === "person") return tryAgain(parts, row, now);
      throw refusedHeld(row);
    case "waiting":
    case "sending":
      throw refused("deliveryGoesOut", { state: row.state });
  }
};

const refusedHeld = ({ settledAt, foldedInto }: Row): DomainError =>
  settledAt === null ? refused("deliveryHeld") : refused("deliveryInDigest", { delivery: String(foldedInto) });

/** A new series of attempts on the same row, with the same mail if there is one. */
const tryAgain = ({ db }: StoreParts, { id, redrive: before, messageKind }: Row, now: Instant): Redriven => {
  if (messageKind === "digest") openDigestMembers(db).recall(id);
  db.update(deliveries)
    .set({
      state: "waiting",
      reason: null,
      heldFor: null,
      // What was to be told in a digest that failed goes out by itself.
      foldedInto: null,
      dueAt: now,
      attempts: 0,
      redrive: before + 1,
      firstAttemptAt: null,
      crashes: 0,
      settledAt: null,
    })
    .where(eq(deliveries.id, id))
    .run();
  return { id, redriveOf: null, jobs: [attemptJob(id, 1, now)] };
};

/** What was sent stays sent; the same mail goes out once more as a delivery of its own that knows whose it is. */
const sendAnother = ({ db }: StoreParts, row: Row, now: Instant): Redriven => {
  if (isPrivate(row.messageKind)) {
    throw refused("linkMailedOnce");
  }
  const redriveOf = row.redriveOf ?? row.id;
  refuseWhileOneIsOnItsWay(db, redriveOf);
  const kept = db.select().from(mails).where(eq(mails.deliveryId, row.id)).get();
  if (kept === undefined) throw refused("mailForgotten");
  const id = newId<DeliveryId>();
  const { organizationId, messageKind, address, bundle, severity, message } = row;
  const dedupeKey = `redrive:${redriveOf}:${id}`;
  db.insert(deliveries)
    .values({
      id,
      organizationId,
      messageKind,
      address,
      dedupeKey,
      bundle,
      severity,
      message,
      state: "waiting",
      dueAt: now,
      redriveOf,
      createdAt: now,
      sealedAt: now,
    })
    .run();
  db.insert(mails)
    .values({ deliveryId: id, ...mailColumns(mailOfAnother(mailOf(kept), row.id, id)) })
    .run();
  return { id, redriveOf, jobs: [attemptJob(id, 1, now)] satisfies readonly Job[] };
};

const tellOne = (
  { db }: StoreParts,
  organizationId: OrganizationId,
  { address, severity, messageOf }: DirectTelling,
  now: Instant,
): { readonly id: DeliveryId; readonly address: string } => {
  const id = newId<DeliveryId>();
  const message = messageOf(id);
  const about = `${message.kind}:${id}`;
  db.insert(deliveries)
    .values({
      id,
      organizationId,
      messageKind: message.kind,
      address,
      dedupeKey: about,
      bundle: about,
      severity,
      message,
      state: "waiting",
      dueAt: now,
      createdAt: now,
    })
    .run();
  return { id, address };
};

const refuseWhileOneIsOnItsWay = (db: StoreParts["db"], redriveOf: DeliveryId): void => {
  const open = db
    .select({ count: count() })
    .from(deliveries)
    .where(and(eq(deliveries.redriveOf, redriveOf), inArray(deliveries.state, ["waiting", "sending"])))
    .get();
  if ((open?.count ?? 0) > 0) throw refused("mailOnItsWay");
};

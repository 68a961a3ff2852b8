import type { Closing, DeliveryState, HeldFor, Outcome, TransportKind } from "@tocsin/core/deliveries";
import type { BatchId, DeliveryId, OrganizationId, Severity } from "@tocsin/core/kernel";
import type { Mail, Message } from "@tocsin/core/messages";
import type { Escalation } from "@tocsin/core/notifications";
import type { OtherRoad } from "@tocsin/core/outages";
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, idOf, instant, json } from "../columns.ts";
import { organizations } from "../organizations/tables.ts";

/** Kept back and not told yet, or ended badly. What a digest told of is held for good, and well. */
export const unhappyStates = "state in ('inDoubt', 'failed') or (state = 'held' and settled_at is null)";

export const deliveries = sqliteTable(
  "deliveries",
  {
    id: idOf<DeliveryId>("id").primaryKey(),
    organizationId: idOf<OrganizationId>("organization_id")
      .notNull()
      .references(() => organizations.id),
    messageKind: text("message_kind").$type<Message["kind"]>().notNull(),
    address: text("address").notNull(),
    /** What the message is about, in the words of whoever planned it; the same news is planned once. */
    dedupeKey: text("dedupe_key").notNull(),
    /** What later news may join while it is not sealed. */
    bundle: text("bundle").notNull(),
    severity: text("severity").$type<Severity>().notNull(),
    state: text("state").$type<DeliveryState>().notNull(),
    reason: text("reason"),
    dueAt: instant("due_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    redrive: integer("redrive").notNull().default(0),
    firstAttemptAt: instant("first_attempt_at"),
    fence: integer("fence").notNull().default(0),
    leaseUntil: instant("lease_until"),
    /** How often in a row it was in hand, and since then being prepared, when a worker stopped before an attempt. */
    crashes: integer("crashes").notNull().default(0),
    /** What a held one waits for; null while it is not held. */
    heldFor: text("held_for").$type<HeldFor>(),
    /** The digest that tells of it. */
    foldedInto: idOf<DeliveryId>("folded_into"),
    /** Whether it tells that a severity rose. */
    escalates: flag("escalates").notNull().default(false),
    /** Why it goes to somebody further; null for one that was planned with its change. */
    escalation: json<Escalation>("escalation"),
    /** The delivery whose mail this one sends again; always the first of them. */
    redriveOf: idOf<DeliveryId>("redrive_of"),
    /** What is told, where it does not follow from causes: a test, an invitation. */
    message: json<Message>("message"),
    /** The road that it goes, where that is not the one of all mail: a word about that one's trouble. */
    via: text("via").$type<OtherRoad>(),
    createdAt: instant("created_at").notNull(),
    sealedAt: instant("sealed_at"),
    settledAt: instant("settled_at"),
  },
  (table) => [
    uniqueIndex("deliveries_dedupe").on(table.organizationId, table.address, table.dedupeKey),
    index("deliveries_due").on(table.dueAt).where(sql`state = 'waiting'`),
    index("deliveries_leased").on(table.leaseUntil).where(sql`state = 'sending'`),
    index("deliveries_recent").on(table.organizationId, table.id),
    index("deliveries_bundle").on(table.bundle),
    index("deliveries_folded").on(table.foldedInto).where(sql`folded_into is not null`),
    index("deliveries_unsettled").on(table.state, table.settledAt).where(sql.raw(unhappyStates)),
  ],
);

/** The exact mail, stored with the first attempt and sent as stored by every one; made anew where a right was narrowed. */
export const mails = sqliteTable("mails", {
  deliveryId: idOf<DeliveryId>("delivery_id").primaryKey(),
  subject: text("subject").notNull(),
  mail: json<KeptMail>("mail").notNull(),
  /** Beside the rest, because as JSON they are larger and have to be read letter by letter. */
  html: text("html"),
  text: text("text"),
});

/** A mail but for its bodies, which rows from before these columns were made have here, too. */
export type KeptMail = Omit<Mail, "html" | "text"> & Partial<Pick<Mail, "html" | "text">>;

export const attempts = sqliteTable(
  "attempts",
  {
    deliveryId: idOf<DeliveryId>("delivery_id")
      .notNull()
      .references(() => deliveries.id),
    number: integer("number").notNull(),
    redrive: integer("redrive").notNull(),
    fence: integer("fence").notNull(),
    transport: text("transport").$type<TransportKind>().notNull(),
    destination: text("destination").notNull(),
    startedAt: instant("started_at").notNull(),
    endedAt: instant("ended_at"),
    outcome: json<Outcome>("outcome"),
    /** Why its mail took the place of an earlier one. */
    remade: text("remade"),
    /** The batch in which it went out; null where it went alone. */
    batch: idOf<BatchId>("batch"),
  },
  (table) => [
    primaryKey({ columns: [table.deliveryId, table.number] }),
    index("attempts_batch").on(table.batch).where(sql`batch is not null`),
  ],
);

/** Mails that go out under one idempotency key, in the order in which they are sent: written once, before they are. */
export const batches = sqliteTable("batches", {
  id: idOf<BatchId>("id").primaryKey(),
  deliveries: json<readonly DeliveryId[]>("deliveries").notNull(),
  createdAt: instant("created_at").notNull(),
});

/** How fast a provider takes requests from all workers together. */
export const requestLimits = sqliteTable("request_limits", {
  road: text("road").primaryKey(),
  intervalMs: integer("interval_ms").notNull(),
  nextAt: instant("next_at").notNull(),
  closing: json<Closing>("closing"),
});

/** How many mails went to an address lately, and the digests that are open for it: one row for all workers. */
export const stormBuckets = sqliteTable(
  "storm_buckets",
  {
    organizationId: idOf<OrganizationId>("organization_id").notNull(),
    address: text("address").notNull(),
    other: instant("other").notNull(),
    urgent: instant("urgent").notNull(),
    otherDigest: idOf<DeliveryId>("other_digest"),
    urgentDigest: idOf<DeliveryId>("urgent_digest"),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.address] })],
);

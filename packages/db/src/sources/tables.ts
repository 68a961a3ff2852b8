import type { OrganizationId, PayloadProblemId, SourceId } from "@tocsin/core/kernel";
import type { PollCause, PollSecrets, PollSetting, PollState } from "@tocsin/core/sources";
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag, idOf, instant, json } from "../columns.ts";
import { organizations } from "../organizations/tables.ts";

export const sources = sqliteTable(
  "sources",
  {
    id: idOf<SourceId>("id").primaryKey(),
    organizationId: idOf<OrganizationId>("organization_id")
      .notNull()
      .references(() => organizations.id),
    name: text("name").notNull(),
    kind: text("kind").notNull(),
    settings: json<unknown>("settings").notNull(),
    createdAt: instant("created_at").notNull(),
    lastReceivedAt: instant("last_received_at"),
    silentAfterMinutes: integer("silent_after_minutes"),
    longestPauseMs: integer("longest_pause_ms").notNull().default(0),
    pauses: integer("pauses").notNull().default(0),
    silentSince: instant("silent_since"),
    failures: integer("failures").notNull().default(0),
    failingSince: instant("failing_since"),
    archivedAt: instant("archived_at"),
    /** Made by the demo, and removed with it. */
    demo: flag("demo").notNull().default(false),
    signed: flag("signed").notNull().default(false),
    keyInPath: flag("key_in_path").notNull().default(false),
  },
  (table) => [index("sources_organization").on(table.organizationId)],
);

export const sourceKeys = sqliteTable(
  "source_keys",
  {
    id: text("id").primaryKey(),
    sourceId: idOf<SourceId>("source_id")
      .notNull()
      .references(() => sources.id),
    /** SHA-256 of a key of 256 random bits. */
    hash: text("hash").notNull().unique(),
    createdAt: instant("created_at").notNull(),
    /** Set when a newer key replaces it: both work until then. */
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [index("source_keys_source").on(table.sourceId)],
);

export const sourceSigningSecrets = sqliteTable(
  "source_signing_secrets",
  {
    id: text("id").primaryKey(),
    sourceId: idOf<SourceId>("source_id")
      .notNull()
      .references(() => sources.id),
    /** An envelope of the seal of stored secrets. */
    sealed: text("sealed").notNull(),
    createdAt: instant("created_at").notNull(),
    /** Set when a newer one replaces it: both work until then. */
    expiresAt: instant("expires_at"),
  },
  (table) => [index("source_signing_secrets_source").on(table.sourceId)],
);

/** Ids of signed messages for as long as they could be sent again: one row for all processes. */
export const signedMessages = sqliteTable(
  "signed_messages",
  {
    sourceId: idOf<SourceId>("source_id")
      .notNull()
      .references(() => sources.id),
    messageId: text("message_id").notNull(),
    claimedAt: instant("claimed_at").notNull(),
    taken: flag("taken").notNull().default(false),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.sourceId, table.messageId] }),
    index("signed_messages_expires").on(table.expiresAt),
  ],
);

export const payloadProblems = sqliteTable(
  "payload_problems",
  {
    id: idOf<PayloadProblemId>("id").primaryKey(),
    organizationId: idOf<OrganizationId>("organization_id")
      .notNull()
      .references(() => organizations.id),
    sourceId: idOf<SourceId>("source_id")
      .notNull()
      .references(() => sources.id),
    index: integer("index").notNull(),
    path: text("path").notNull(),
    problem: text("problem").notNull(),
    payload: text("payload").notNull(),
    looksLike: text("looks_like"),
    receivedAt: instant("received_at").notNull(),
    resolvedAt: instant("resolved_at"),
  },
  (table) => [
    index("payload_problems_source").on(table.sourceId, table.id),
    index("payload_problems_open").on(table.sourceId, table.id).where(sql`resolved_at is null`),
    index("payload_problems_received").on(table.receivedAt),
  ],
);

/** How sources are polled, and where each poll stands. */
export const sourcePolls = sqliteTable(
  "source_polls",
  {
    sourceId: idOf<SourceId>("source_id")
      .primaryKey()
      .references(() => sources.id),
    setting: json<PollSetting>("setting").notNull(),
    /** Sealed, each for this table, its name and the source. */
    secrets: json<PollSecrets>("secrets").notNull(),
    state: json<PollState>("state").notNull(),
    nextAt: instant("next_at").notNull(),
    /** Until then a worker holds it; the fence says which one did so last. */
    leasedUntil: instant("leased_until"),
    fence: integer("fence").notNull().default(0),
    failures: integer("failures").notNull().default(0),
    lastSuccessAt: instant("last_success_at"),
    lastFault: json<{ readonly cause: PollCause; readonly words: string; readonly at: number }>("last_fault"),
    skewMs: integer("skew_ms").notNull().default(0),
    secretInUse: text("secret_in_use").$type<keyof PollSecrets>(),
  },
  (table) => [index("source_polls_due").on(table.nextAt)],
);

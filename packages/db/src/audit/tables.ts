import type { Verb } from "@tocsin/core/access";
import type { AuditEntry } from "@tocsin/core/audit";
import type { Actor, OrganizationId } from "@tocsin/core/kernel";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { idOf, instant, json } from "../columns.ts";

/** What people did, chained by hashes. Triggers of the migration refuse to change or delete a row. */
export const auditEntries = sqliteTable(
  "audit_entries",
  {
    seq: integer("seq").primaryKey(),
    at: instant("at").notNull(),
    organizationId: idOf<OrganizationId>("organization_id"),
    actor: json<Actor>("actor").notNull(),
    actorId: text("actor_id"),
    action: text("action").notNull(),
    right: text("right_needed").$type<Verb>(),
    objectKind: text("object_kind").notNull(),
    objectId: text("object_id"),
    outcome: text("outcome").$type<AuditEntry["outcome"]>().notNull(),
    denied: json<NonNullable<AuditEntry["denied"]>>("denied"),
    before: json<unknown>("before"),
    after: json<unknown>("after"),
    requestId: text("request_id"),
    previousHash: text("previous_hash").notNull(),
    hash: text("hash").notNull(),
  },
  (table) => [index("audit_entries_organization").on(table.organizationId, table.seq)],
);

/** The end of the chain, so that an entry that was cut off at the end is missed. One row. */
export const auditHead = sqliteTable("audit_head", {
  id: integer("id").primaryKey(),
  seq: integer("seq").notNull(),
  hash: text("hash").notNull(),
});

import type { OrganizationId } from "@tocsin/core/kernel";
import type { NotificationRule } from "@tocsin/core/notification-rules";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { notificationRules } from "./tables.ts";

export const ruleOf = (row: typeof notificationRules.$inferSelect): NotificationRule => ({
  ...row.rule,
  id: row.id,
  organizationId: row.organizationId,
  version: row.version,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  archivedAt: row.archivedAt,
  needsAttention: row.needsAttention,
});

/** By which names are told apart and sorted. */
export const nameKeyOf = (name: string): string => name.normalize("NFKC").toLowerCase();

/** The rules of an organization that are not archived, by name. */
export const readRules = (db: Drizzle, organizationId: OrganizationId): readonly NotificationRule[] =>
  db
    .select()
    .from(notificationRules)
    .where(and(eq(notificationRules.organizationId, organizationId), isNull(notificationRules.archivedAt)))
    .orderBy(asc(notificationRules.nameKey))
    .all()
    .map(ruleOf);

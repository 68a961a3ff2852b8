import type { OrganizationId } from "@tocsin/core/kernel";
import type { NotificationRule } from "@tocsin/core/notification-rules";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { notificationRules, type RuleBody } from "./tables.ts";

export const ruleOf = (row: typeof notificationRules.$inferSelect): NotificationRule => ({
  ...wholeBody(row.rule),
  id: row.id,
  organizationId: row.organizationId,
  version: row.version,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  archivedAt: row.archivedAt,
  needsAttention: row.needsAttention,
});

/** Rules that were saved before there was any escalation tell everybody at once. */
export const wholeBody = (rule: RuleBody): RuleBody => ({ ...rule, escalation: rule.escalation ?? [] });

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

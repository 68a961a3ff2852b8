import type { OrganizationId, RuleId, UserId } from "@tocsin/core/kernel";
import type { NotificationRule } from "@tocsin/core/notification-rules";
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, idOf, instant, json } from "../columns.ts";
import { organizations } from "../organizations/tables.ts";

/** The rule without its identity and its dates, which are columns. */
export type RuleBody = Omit<
  NotificationRule,
  "id" | "organizationId" | "version" | "createdAt" | "updatedAt" | "archivedAt" | "needsAttention"
>;

export const notificationRules = sqliteTable(
  "notification_rules",
  {
    id: idOf<RuleId>("id").primaryKey(),
    organizationId: idOf<OrganizationId>("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** Folded to lower case; unique among the rules that are not archived. */
    nameKey: text("name_key").notNull(),
    version: integer("version").notNull(),
    rule: json<RuleBody>("rule").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    archivedAt: instant("archived_at"),
    needsAttention: text("needs_attention"),
  },
  (table) => [
    index("notification_rules_organization").on(table.organizationId),
    uniqueIndex("notification_rules_name").on(table.organizationId, table.nameKey).where(sql`archived_at is null`),
  ],
);

/** Every save. A decision names the version that it used. */
export const notificationRuleVersions = sqliteTable(
  "notification_rule_versions",
  {
    ruleId: idOf<RuleId>("rule_id")
      .notNull()
      .references(() => notificationRules.id),
    version: integer("version").notNull(),
    rule: json<RuleBody>("rule").notNull(),
    savedAt: instant("saved_at").notNull(),
    savedBy: idOf<UserId>("saved_by"),
    archived: flag("archived").notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.ruleId, table.version] })],
);

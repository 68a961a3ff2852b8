import type { OrganizationId } from "@tocsin/core/kernel";
import type { Bundling } from "@tocsin/core/organizations";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { idOf, instant, json } from "../columns.ts";

export const organizations = sqliteTable("organizations", {
  id: idOf<OrganizationId>("id").primaryKey(),
  name: text("name").notNull(),
  tenantId: text("tenant_id").notNull(),
  portalUrl: text("portal_url").notNull(),
  allowedDomains: json<string[]>("allowed_domains").notNull(),
  locale: text("locale").$type<"en" | "nl">().notNull(),
  timeZone: text("time_zone").notNull(),
  bundling: json<Bundling>("bundling").notNull(),
  /** Grows with every change of what decisions depend on: rules, device groups, settings, rights. */
  knowledgeRevision: integer("knowledge_revision").notNull().default(1),
  lastIncidentNumber: integer("last_incident_number").notNull().default(0),
  createdAt: instant("created_at").notNull(),
});

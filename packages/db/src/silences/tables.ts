import type { ChangeId, IncidentId, Instant, OrganizationId, RuleId, SilenceId, UserId } from "@tocsin/core/kernel";
import type { Silence } from "@tocsin/core/silences";
import { sql } from "drizzle-orm";
import { index, primaryKey, sqliteTable } from "drizzle-orm/sqlite-core";
import { idOf, instant, json } from "../columns.ts";
import { organizations } from "../organizations/tables.ts";

/** What a silence says, without its identity and its times, which are columns. */
export type SilenceBody = Omit<
  Silence,
  "id" | "organizationId" | "startsAt" | "endsAt" | "endedAt" | "createdAt" | "createdBy"
>;

export const silences = sqliteTable(
  "silences",
  {
    id: idOf<SilenceId>("id").primaryKey(),
    organizationId: idOf<OrganizationId>("organization_id")
      .notNull()
      .references(() => organizations.id),
    silence: json<SilenceBody>("silence").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    /** Ended by hand before its time. */
    endedAt: instant("ended_at"),
    /** When somebody is to be warned that it ends; null once that was done, or need not be. */
    warnAt: instant("warn_at"),
    createdAt: instant("created_at").notNull(),
    createdBy: idOf<UserId>("created_by"),
  },
  (table) => [
    index("silences_organization").on(table.organizationId, table.endsAt),
    index("silences_to_warn").on(table.warnAt).where(sql`warn_at is not null`),
  ],
);

/** Each notification that a silence held: its live counter, and the list of what nobody was told. */
export const silencedNotifications = sqliteTable(
  "silenced_notifications",
  {
    silenceId: idOf<SilenceId>("silence_id").notNull(),
    incidentId: idOf<IncidentId>("incident_id").notNull(),
    changeId: idOf<ChangeId>("change_id").notNull(),
    ruleId: idOf<RuleId>("rule_id").notNull(),
    at: instant("at").$type<Instant>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.silenceId, table.incidentId, table.changeId, table.ruleId] })],
);

export type SilenceRow = typeof silences.$inferSelect;

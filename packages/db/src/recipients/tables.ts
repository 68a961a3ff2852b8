import type { OrganizationId } from "@tocsin/core/kernel";
import { primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag, idOf, instant } from "../columns.ts";
import { organizations } from "../organizations/tables.ts";

export const recipients = sqliteTable(
  "recipients",
  {
    organizationId: idOf<OrganizationId>("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** Normalised. */
    address: text("address").notNull(),
    locale: text("locale").notNull(),
    timeZone: text("time_zone").notNull(),
    required: flag("required").notNull().default(false),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.address] })],
);

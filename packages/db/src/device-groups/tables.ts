import type { Device, DeviceCondition } from "@tocsin/core/device-groups";
import type { DeviceGroupId, OrganizationId } from "@tocsin/core/kernel";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { idOf, instant, json } from "../columns.ts";
import { organizations } from "../organizations/tables.ts";

export const deviceGroups = sqliteTable(
  "device_groups",
  {
    id: idOf<DeviceGroupId>("id").primaryKey(),
    organizationId: idOf<OrganizationId>("organization_id")
      .notNull()
      .references(() => organizations.id),
    name: text("name").notNull(),
    description: text("description").notNull(),
    rank: integer("rank").notNull(),
    conditions: json<DeviceCondition[]>("conditions").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    archivedAt: instant("archived_at"),
  },
  (table) => [index("device_groups_organization").on(table.organizationId, table.rank)],
);

/** Every device that a source has named, as it was named last: what a group's preview looks through. */
export const devices = sqliteTable(
  "devices",
  {
    organizationId: idOf<OrganizationId>("organization_id")
      .notNull()
      .references(() => organizations.id),
    key: text("key").notNull(),
    device: json<Device>("device").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.key] }),
    index("devices_recent").on(table.organizationId, table.lastSeenAt),
  ],
);

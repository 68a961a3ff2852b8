import type { DeviceGroupId, OrganizationId, UserId } from "@tocsin/core/kernel";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { flag, idOf, instant, json } from "../columns.ts";
import { organizations } from "../organizations/tables.ts";

/** One row, made by the set-up: its primary key is what lets only one of many set-ups win. */
export const installation = sqliteTable("installation", {
  id: integer("id").primaryKey(),
  setUpAt: instant("set_up_at").notNull(),
});

export const users = sqliteTable("users", {
  id: idOf<UserId>("id").primaryKey(),
  /** Normalised. */
  email: text("email").notNull().unique(),
  name: text("name").notNull(),
  emailVerified: flag("email_verified").notNull().default(false),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  disabledAt: instant("disabled_at"),
});

/** A way to sign in; `credential` holds an argon2id hash. */
export const accounts = sqliteTable("accounts", {
  id: text("id").primaryKey(),
  userId: idOf<UserId>("user_id")
    .notNull()
    .references(() => users.id),
  providerId: text("provider_id").notNull(),
  accountId: text("account_id").notNull(),
  passwordHash: text("password_hash"),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/** Who may do what, where: `organizationId` and `deviceGroups` null mean all of them. */
export const roleAssignments = sqliteTable(
  "role_assignments",
  {
    id: text("id").primaryKey(),
    userId: idOf<UserId>("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role").notNull(),
    organizationId: idOf<OrganizationId>("organization_id").references(() => organizations.id),
    deviceGroups: json<DeviceGroupId[]>("device_groups"),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("role_assignments_user").on(table.userId)],
);

export const accessTokens = sqliteTable("access_tokens", {
  id: text("id").primaryKey(),
  userId: idOf<UserId>("user_id")
    .notNull()
    .references(() => users.id),
  organizationId: idOf<OrganizationId>("organization_id").references(() => organizations.id),
  name: text("name").notNull(),
  /** SHA-256 of a secret of 256 random bits: no slow hash is needed for those. */
  hash: text("hash").notNull().unique(),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at"),
  lastUsedAt: instant("last_used_at"),
});

import type { Role } from "@tocsin/core/access";
import type { LinkPurpose, SignInMethod } from "@tocsin/core/accounts";
import type { DeviceGroupId, OrganizationId, RoleAssignmentId, SessionId, UserId } from "@tocsin/core/kernel";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
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
  /** Null: those of the organization. */
  locale: text("locale"),
  timeZone: text("time_zone"),
});

/**
 * Addresses of users who were removed, until somebody takes them out of the recipients. As a stranger's, an address that was
 * told of some device groups only would be told of all of them.
 */
export const formerUsers = sqliteTable(
  "former_users",
  {
    organizationId: idOf<OrganizationId>("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** Normalised. */
    email: text("email").notNull(),
    removedAt: instant("removed_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.email] })],
);

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
    id: idOf<RoleAssignmentId>("id").primaryKey(),
    userId: idOf<UserId>("user_id")
      .notNull()
      .references(() => users.id),
    role: text("role").$type<Role>().notNull(),
    organizationId: idOf<OrganizationId>("organization_id").references(() => organizations.id),
    deviceGroups: json<DeviceGroupId[]>("device_groups"),
    /** Null: a person. What single sign-on gave, it takes again. */
    givenBy: text("given_by").$type<"singleSignOn">(),
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
  /** What it leaves of its user's rights; null leaves all. */
  role: text("role").$type<Role>(),
  /** Null: all that its user may see. */
  deviceGroups: json<readonly DeviceGroupId[]>("device_groups"),
  /** SHA-256 of a secret of 256 random bits: no slow hash is needed for those. */
  hash: text("hash").notNull().unique(),
  createdAt: instant("created_at").notNull(),
  expiresAt: instant("expires_at"),
  lastUsedAt: instant("last_used_at"),
});

/** Open sessions: ending one deletes its row, so that every replica refuses it at the next request. */
export const sessions = sqliteTable(
  "sessions",
  {
    id: idOf<SessionId>("id").primaryKey(),
    userId: idOf<UserId>("user_id")
      .notNull()
      .references(() => users.id),
    /** SHA-256 of a token of 256 random bits. */
    hash: text("hash").notNull().unique(),
    method: text("method").$type<SignInMethod>().notNull(),
    secondFactor: flag("second_factor").notNull(),
    address: text("address"),
    userAgent: text("user_agent"),
    createdAt: instant("created_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    idleMs: integer("idle_ms").notNull(),
  },
  (table) => [index("sessions_user").on(table.userId)],
);

/** Networks from which somebody signed in. */
export const familiarNetworks = sqliteTable(
  "familiar_networks",
  {
    userId: idOf<UserId>("user_id")
      .notNull()
      .references(() => users.id),
    network: text("network").notNull(),
    lastAt: instant("last_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.network] })],
);

/** How many guesses were made of late: one row for each thing that is counted. */
export const guessCounters = sqliteTable(
  "guess_counters",
  {
    /** SHA-256 of what is counted, because it names an address. */
    key: text("key").primaryKey(),
    count: integer("count").notNull(),
    endsAt: instant("ends_at").notNull(),
  },
  (table) => [index("guess_counters_ends").on(table.endsAt)],
);

/** Sign-ins that wait for their second factor. */
export const signInSteps = sqliteTable("sign_in_steps", {
  hash: text("hash").primaryKey(),
  userId: idOf<UserId>("user_id")
    .notNull()
    .references(() => users.id),
  triesLeft: integer("tries_left").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

export const secondFactors = sqliteTable("second_factors", {
  userId: idOf<UserId>("user_id")
    .primaryKey()
    .references(() => users.id),
  /** An envelope of the seal of stored secrets. */
  sealedKey: text("sealed_key").notNull(),
  confirmedAt: instant("confirmed_at"),
  /** The latest time step of which a code was used. */
  lastTimeStep: integer("last_time_step").notNull().default(0),
  createdAt: instant("created_at").notNull(),
});

/** What is left of them: a used one is deleted. */
export const recoveryCodes = sqliteTable(
  "recovery_codes",
  {
    userId: idOf<UserId>("user_id")
      .notNull()
      .references(() => users.id),
    hash: text("hash").notNull(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.hash] })],
);

/** Links that were mailed: what they let in follows from the id and the installation's secret, and is hashed here. */
export const accountLinks = sqliteTable(
  "account_links",
  {
    id: text("id").primaryKey(),
    userId: idOf<UserId>("user_id")
      .notNull()
      .references(() => users.id),
    purpose: text("purpose").$type<LinkPurpose>().notNull(),
    hash: text("hash").notNull().unique(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [index("account_links_user").on(table.userId)],
);

import type { ForeignIdentity, IdentityStore } from "@tocsin/core/accounts";
import type { Instant, OrganizationId, UserId } from "@tocsin/core/kernel";
import { and, asc, eq } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { newId } from "../ids.ts";
import { outdateKnowledge } from "../knowledge.ts";
import type { Drizzle } from "../open.ts";
import { organizations } from "../organizations/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { endSessions } from "./session-store.ts";
import { accounts, roleAssignments, users } from "./tables.ts";

export const openIdentityStore = ({ db, writer, clock }: StoreParts): IdentityStore => ({
  comeIn: (identity) => writer.write(() => comeIn(db, identity, Math.floor(clock()))),
});

const comeIn = (db: Drizzle, identity: ForeignIdentity, now: Instant): UserId | null => {
  const organization = db
    .select({ id: organizations.id })
    .from(organizations)
    .orderBy(asc(organizations.createdAt), asc(organizations.id))
    .get();
  if (organization === undefined) return null;
  const user = byIdentity(db, identity) ?? byAddress(db, identity, now) ?? makeUser(db, identity, now);
  if (user === null || user.disabledAt !== null) return null;
  bringRolesUpToDate(db, user.id, organization.id, identity, now);
  noteChange({
    by: { actor: { kind: "user", id: user.id, name: user.name }, organizationId: organization.id },
    object: { kind: "user", id: user.id },
    after: { issuer: identity.issuer, roles: identity.roles },
  });
  return user.id;
};

type Row = typeof users.$inferSelect;

const providerOf = ({ issuer }: ForeignIdentity): string => `oidc:${issuer}`;

const byIdentity = (db: Drizzle, identity: ForeignIdentity): Row | null =>
  db
    .select({ user: users })
    .from(accounts)
    .innerJoin(users, eq(users.id, accounts.userId))
    .where(and(eq(accounts.providerId, providerOf(identity)), eq(accounts.accountId, identity.subject)))
    .get()?.user ?? null;

/** Somebody who was invited, or signs in by password until now: from here on this identity is his. */
const byAddress = (db: Drizzle, identity: ForeignIdentity, now: Instant): Row | null => {
  if (identity.email === null) return null;
  const user = db.select().from(users).where(eq(users.email, identity.email)).get();
  if (user === undefined || user.disabledAt !== null) return user ?? null;
  link(db, user.id, identity, now);
  db.update(users).set({ emailVerified: true, updatedAt: now }).where(eq(users.id, user.id)).run();
  return user;
};

const makeUser = (db: Drizzle, identity: ForeignIdentity, now: Instant): Row | null => {
  const { email, name, roles } = identity;
  if (email === null || roles.length === 0) return null;
  const stamps = { createdAt: now, updatedAt: now };
  const [user] = db
    .insert(users)
    .values({ id: newId<UserId>(), email, name, emailVerified: true, ...stamps })
    .returning()
    .all();
  if (user === undefined) throw new Error("SQLite answered no row for an insert");
  link(db, user.id, identity, now);
  return user;
};

const link = (db: Drizzle, userId: UserId, identity: ForeignIdentity, now: Instant): void => {
  const stamps = { createdAt: now, updatedAt: now };
  db.insert(accounts)
    .values({ id: newId(), userId, providerId: providerOf(identity), accountId: identity.subject, ...stamps })
    .run();
};

/** A role that is new or gone ends the sessions that rest on the old ones; the one that is being opened comes after. */
const bringRolesUpToDate = (
  db: Drizzle,
  userId: UserId,
  organizationId: OrganizationId,
  { roles }: ForeignIdentity,
  now: Instant,
): void => {
  const given = and(eq(roleAssignments.userId, userId), eq(roleAssignments.givenBy, "singleSignOn"));
  const before = db.select({ role: roleAssignments.role }).from(roleAssignments).where(given).all();
  const same = before.length === roles.length && before.every(({ role }) => roles.includes(role));
  if (same) return;
  db.delete(roleAssignments).where(given).run();
  for (const role of roles) {
    db.insert(roleAssignments)
      .values({
        id: newId(),
        userId,
        role,
        organizationId,
        deviceGroups: null,
        givenBy: "singleSignOn",
        createdAt: now,
      })
      .run();
  }
  endSessions(db, userId, null);
  outdateKnowledge(db, organizationId);
};

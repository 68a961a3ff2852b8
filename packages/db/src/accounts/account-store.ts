import {
  type AccountStore,
  type FirstAdministrator,
  type Holder,
  type PasswordReset,
  type PasswordResetDone,
  seenEveryMs,
  type User,
} from "@tocsin/core/accounts";
import type { OrganizationId, UserId } from "@tocsin/core/kernel";
import type { Organization } from "@tocsin/core/organizations";
import { and, asc, eq, gt, isNull, or } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { newId } from "../ids.ts";
import { organizationOf } from "../organizations/rows.ts";
import { organizations } from "../organizations/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { readAssignments } from "./assignments.ts";
import { setPassword } from "./passwords.ts";
import { openPlanAccountMail } from "./plan-account-mail.ts";
import { userOf } from "./rows.ts";
import { accessTokens, accounts, installation, roleAssignments, users } from "./tables.ts";

export const openAccountStore = (parts: StoreParts): AccountStore => {
  const { db, writer, clock } = parts;

  /** Told to the minute. A database that is busy must not fail the request that was let in. */
  const noteUsed = ({ id, lastUsedAt }: typeof accessTokens.$inferSelect): void => {
    const now = Math.floor(clock());
    if (lastUsedAt !== null && now - lastUsedAt < seenEveryMs) return;
    writer
      .write(() => db.update(accessTokens).set({ lastUsedAt: now }).where(eq(accessTokens.id, id)).run())
      .catch(() => undefined);
  };

  return {
    isSetUp: async () => isSetUp(parts),

    setUp: (first) => writer.write(() => (isSetUp(parts) ? null : makeFirst(parts, first))),

    resetPassword: (reset) => writer.write(() => resetPassword(parts, reset)),

    findByTokenHash: async (hash) => {
      const row = db
        .select({ token: accessTokens, user: users })
        .from(accessTokens)
        .innerJoin(users, eq(users.id, accessTokens.userId))
        .where(
          and(
            eq(accessTokens.hash, hash),
            isNull(users.disabledAt),
            or(isNull(accessTokens.expiresAt), gt(accessTokens.expiresAt, clock())),
          ),
        )
        .get();
      if (row === undefined || row.token.organizationId === null) return null;
      const { organizationId: boundTo } = row.token;
      noteUsed(row.token);
      return { user: userOf(row.user), boundTo, limits: limitsOf(row.token), ...readAssignments(db, row.user.id) };
    },
  };
};

const limitsOf = ({ role, deviceGroups }: typeof accessTokens.$inferSelect): Holder["limits"] =>
  role === null ? null : { role, deviceGroups };

const isSetUp = ({ db }: StoreParts): boolean => db.select().from(installation).get() !== undefined;

/** The installation's primary key lets only one set-up through, should two ever get past the look before it. */
const makeFirst = (
  { db, clock }: StoreParts,
  first: FirstAdministrator,
): { user: User; organization: Organization } => {
  const now = clock();
  const stamps = { createdAt: now, updatedAt: now };
  const organizationId = newId<OrganizationId>();
  const user: User = { id: newId<UserId>(), name: first.name, email: first.email };
  db.insert(installation).values({ id: 1, setUpAt: now }).run();
  const [organization] = db
    .insert(organizations)
    .values({ id: organizationId, ...first.organization, createdAt: now })
    .returning()
    .all();
  if (organization === undefined) throw new Error("SQLite answered no row for an insert");
  db.insert(users)
    .values({ ...user, emailVerified: false, ...stamps })
    .run();
  db.insert(accounts)
    .values({
      id: newId(),
      userId: user.id,
      providerId: "credential",
      accountId: user.id,
      passwordHash: first.passwordHash,
      ...stamps,
    })
    .run();
  db.insert(roleAssignments)
    .values({ id: newId(), userId: user.id, role: "globalAdministrator", createdAt: now })
    .run();
  db.insert(accessTokens)
    .values({
      id: newId(),
      userId: user.id,
      organizationId,
      name: "Set-up",
      hash: first.accessTokenHash,
      createdAt: now,
    })
    .run();
  noteChange({
    by: { actor: { kind: "user", id: user.id, name: user.name }, organizationId },
    object: { kind: "user", id: user.id },
    after: { user, organization: organizationOf(organization) },
  });
  return { user, organization: organizationOf(organization) };
};

const resetPassword = (
  parts: StoreParts,
  { email, passwordHash, accessTokenHash }: PasswordReset,
): PasswordResetDone | null => {
  const { db, clock } = parts;
  const user = db.select().from(users).where(eq(users.email, email)).get();
  if (user === undefined) return null;
  const now = Math.floor(clock());
  const { id: userId } = user;
  const news = { kind: "passwordChanged" } as const;
  openPlanAccountMail(parts).tell({ userId, organizationId: null, news, at: now });
  const { tokens: revoked } = setPassword(db, { userId, passwordHash, but: null }, now);
  if (accessTokenHash !== null) {
    const organizationId = revoked[0]?.organizationId ?? firstOrganization(db);
    const name = "Password reset";
    db.insert(accessTokens)
      .values({ id: newId(), userId, organizationId, name, hash: accessTokenHash, createdAt: now })
      .run();
  }
  noteChange({
    object: { kind: "user", id: userId },
    after: { password: "set", revokedTokens: revoked.length, newAccessToken: accessTokenHash !== null },
  });
  return { user: userOf(user), disabled: user.disabledAt !== null, revokedTokens: revoked.length };
};

const firstOrganization = (db: StoreParts["db"]): OrganizationId | null =>
  db.select({ id: organizations.id }).from(organizations).orderBy(asc(organizations.createdAt)).get()?.id ?? null;

import type { AccountLink, LinkPurpose, UseLink, User } from "@tocsin/core/accounts";
import type { Instant } from "@tocsin/core/kernel";
import { and, eq, gt, isNull } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import type { Drizzle } from "../open.ts";
import { setPassword } from "./passwords.ts";
import { userOf } from "./rows.ts";
import { accountLinks, users } from "./tables.ts";

/** Null for a link that is unknown, used or over, or whose user is disabled. */
export const findLink = (db: Drizzle, hash: string, purpose: LinkPurpose, now: Instant): AccountLink | null => {
  const row = db
    .select({ link: accountLinks, user: users })
    .from(accountLinks)
    .innerJoin(users, eq(users.id, accountLinks.userId))
    .where(
      and(
        eq(accountLinks.hash, hash),
        eq(accountLinks.purpose, purpose),
        isNull(accountLinks.usedAt),
        gt(accountLinks.expiresAt, now),
        isNull(users.disabledAt),
      ),
    )
    .get();
  if (row === undefined) return null;
  const { id, expiresAt } = row.link;
  return { id, purpose, expiresAt, user: userOf(row.user) };
};

/** To be run within a write, which lets one of many that use a link at once be the first. */
export const useLink = (db: Drizzle, { hash, purpose, passwordHash, name }: UseLink, now: Instant): User | null => {
  const link = findLink(db, hash, purpose, now);
  if (link === null) return null;
  const { user } = link;
  // Whoever reads the mail has the mailbox.
  const change = { emailVerified: true, updatedAt: now, ...(name !== null && { name }) };
  db.update(users).set(change).where(eq(users.id, user.id)).run();
  db.update(accountLinks).set({ usedAt: now }).where(eq(accountLinks.id, link.id)).run();
  setPassword(db, { userId: user.id, passwordHash, but: null }, now);
  noteChange({ object: { kind: "user", id: user.id }, after: { link: purpose, password: "set" } });
  return { ...user, ...(name !== null && { name }) };
};

import type { Instant, SessionId, UserId } from "@tocsin/core/kernel";
import { and, eq, isNull } from "drizzle-orm";
import { newId } from "../ids.ts";
import type { Drizzle } from "../open.ts";
import { endSessions } from "./session-store.ts";
import { accessTokens, accountLinks, accounts, signInSteps } from "./tables.ts";

interface NewPassword {
  readonly userId: UserId;
  readonly passwordHash: string;
  /** The session in which it was set, which goes on; null ends every one. */
  readonly but: SessionId | null;
}

/** What a new password ended. */
export interface Ended {
  readonly tokens: readonly (typeof accessTokens.$inferSelect)[];
}

/**
 * Sets a password and ends everything that the old one may have let in: sessions, access tokens, half-done sign-ins and
 * open links. To be run within a write.
 */
export const setPassword = (db: Drizzle, { userId, passwordHash, but }: NewPassword, now: Instant): Ended => {
  const account = and(eq(accounts.userId, userId), eq(accounts.providerId, "credential"));
  const { changes } = db.update(accounts).set({ passwordHash, updatedAt: now }).where(account).run();
  if (changes === 0) {
    const stamps = { createdAt: now, updatedAt: now };
    db.insert(accounts)
      .values({ id: newId(), userId, providerId: "credential", accountId: userId, passwordHash, ...stamps })
      .run();
  }
  return endAccess(db, userId, but);
};

/** Ends everything by which a user is let in, but for the password. To be run within a write. */
export const endAccess = (db: Drizzle, userId: UserId, but: SessionId | null): Ended => {
  endSessions(db, userId, but);
  db.delete(signInSteps).where(eq(signInSteps.userId, userId)).run();
  db.delete(accountLinks)
    .where(and(eq(accountLinks.userId, userId), isNull(accountLinks.usedAt)))
    .run();
  return { tokens: db.delete(accessTokens).where(eq(accessTokens.userId, userId)).returning().all() };
};

import type { SecondFactor } from "@tocsin/core/accounts";
import type { Instant, UserId } from "@tocsin/core/kernel";
import { and, count, eq, isNotNull, isNull, lt } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { recoveryCodes, secondFactors } from "./tables.ts";

export const secondFactorOf = (db: Drizzle, userId: UserId): SecondFactor | null => {
  const row = db.select().from(secondFactors).where(eq(secondFactors.userId, userId)).get();
  if (row === undefined) return null;
  const left = db.select({ count: count() }).from(recoveryCodes).where(eq(recoveryCodes.userId, userId)).get();
  return { sealedKey: row.sealedKey, confirmedAt: row.confirmedAt, recoveryCodesLeft: left?.count ?? 0 };
};

export const hasSecondFactor = (db: Drizzle, userId: UserId): boolean =>
  db
    .select({ userId: secondFactors.userId })
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)))
    .get() !== undefined;

export const enrol = (db: Drizzle, userId: UserId, sealedKey: string, now: Instant): boolean => {
  if (hasSecondFactor(db, userId)) return false;
  const fresh = { sealedKey, lastTimeStep: 0, createdAt: now };
  db.insert(secondFactors)
    .values({ userId, ...fresh })
    .onConflictDoUpdate({ target: secondFactors.userId, set: fresh })
    .run();
  return true;
};

/** False where the code of this time step, or of a later one, was used before. */
export const useTimeStep = (db: Drizzle, userId: UserId, timeStep: number, now: Instant): boolean => {
  const later = and(eq(secondFactors.userId, userId), lt(secondFactors.lastTimeStep, timeStep));
  const { changes } = db.update(secondFactors).set({ lastTimeStep: timeStep }).where(later).run();
  if (changes === 0) return false;
  db.update(secondFactors)
    .set({ confirmedAt: now })
    .where(and(eq(secondFactors.userId, userId), isNull(secondFactors.confirmedAt)))
    .run();
  return true;
};

export const setRecoveryCodes = (db: Drizzle, userId: UserId, hashes: readonly string[]): void => {
  db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)).run();
  for (const hash of hashes) db.insert(recoveryCodes).values({ userId, hash }).run();
};

export const useRecoveryCode = (db: Drizzle, userId: UserId, hash: string): boolean =>
  db
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.hash, hash)))
    .run().changes > 0;

export const removeSecondFactor = (db: Drizzle, userId: UserId): boolean => {
  db.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)).run();
  return db.delete(secondFactors).where(eq(secondFactors.userId, userId)).run().changes > 0;
};

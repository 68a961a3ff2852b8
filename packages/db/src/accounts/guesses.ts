import { hash } from "node:crypto";
import type { GuessLimit, GuessVerdict } from "@tocsin/core/accounts";
import type { Instant } from "@tocsin/core/kernel";
import { and, eq, gt, lte, sql } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { guessCounters } from "./tables.ts";

/** Counts a guess against all limits, or against none where one has no room. To be run within a write. */
export const takeGuess = (db: Drizzle, limits: readonly GuessLimit[], now: Instant): GuessVerdict => {
  db.delete(guessCounters).where(lte(guessCounters.endsAt, now)).run();
  const verdict = guessRoom(db, limits, now);
  if (!verdict.allowed) return verdict;
  for (const limit of limits) {
    db.insert(guessCounters)
      .values({ key: keyOf(limit), count: 1, endsAt: now + limit.withinMs })
      .onConflictDoUpdate({ target: guessCounters.key, set: { count: sql`${guessCounters.count} + 1` } })
      .run();
  }
  return { allowed: true };
};

export const giveGuessBack = (db: Drizzle, limits: readonly GuessLimit[]): void => {
  for (const limit of limits) {
    db.update(guessCounters)
      .set({ count: sql`${guessCounters.count} - 1` })
      .where(and(eq(guessCounters.key, keyOf(limit)), gt(guessCounters.count, 0)))
      .run();
  }
};

export const guessRoom = (db: Drizzle, limits: readonly GuessLimit[], now: Instant): GuessVerdict => {
  const full = limits.flatMap((limit) => {
    const open = and(eq(guessCounters.key, keyOf(limit)), gt(guessCounters.endsAt, now));
    const row = db.select().from(guessCounters).where(open).get();
    return row !== undefined && row.count >= limit.max ? [row.endsAt] : [];
  });
  return full.length === 0 ? { allowed: true } : { allowed: false, retryAt: Math.max(...full) };
};

/** People type passwords into the field for their address: what is counted is not kept in clear. */
const keyOf = ({ key }: GuessLimit): string => hash("sha256", key);

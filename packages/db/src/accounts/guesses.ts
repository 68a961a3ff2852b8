import { hash } from "node:crypto";
import type { GuessLimit, GuessVerdict } from "@tocsin/core/accounts";
import type { Instant } from "@tocsin/core/kernel";
import { and, eq, gt, lte, sql } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { guessCounters } from "./tables.ts";

/** Counts a guess against all limits, or against none where one has no room. To be run within a write. */
export const takeGuess = (db: Drizzle, limits: readonly GuessLimit[], now: Instant): GuessVerdict => {
  db.delete(guessCounters).where(lte(guessCounters.endsAt, now)).run();
  const counters = limits.map((limit) => ({ ...limit, key: keyOf(limit), row: counterOf(db, limit) }));
  const full = counters.flatMap(({ row, max }) => (row !== undefined && row.count >= max ? [row.endsAt] : []));
  if (full.length > 0) return { allowed: false, retryAt: Math.max(...full) };
  for (const { key, withinMs } of counters) {
    db.insert(guessCounters)
      .values({ key, count: 1, endsAt: now + withinMs })
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

const counterOf = (db: Drizzle, limit: GuessLimit) =>
  db
    .select()
    .from(guessCounters)
    .where(eq(guessCounters.key, keyOf(limit)))
    .get();

/** People type passwords into the field for their address: what is counted is not kept in clear. */
const keyOf = ({ key }: GuessLimit): string => hash("sha256", key);

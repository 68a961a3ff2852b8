import type { Finding, ReconciliationStanding } from "@tocsin/core/reconciliation";
import { count, eq, isNull } from "drizzle-orm";
import { timeOfId } from "../ids.ts";
import type { Drizzle } from "../open.ts";
import { reconciliationFindings as findings, reconciliationRounds as rounds } from "./tables.ts";

/** Reads how mails and decisions agree; to be run in one transaction. */
export const standingOf = (db: Drizzle): ReconciliationStanding => {
  const counts = db
    .select({ kind: findings.kind, count: count() })
    .from(findings)
    .where(isNull(findings.seenAt))
    .groupBy(findings.kind)
    .all();
  const of = (kind: Finding["kind"]): number => counts.find((row) => row.kind === kind)?.count ?? 0;
  const soon = db.select().from(rounds).where(eq(rounds.round, "soon")).get();
  return {
    missing: of("missing"),
    surplus: of("surplus"),
    checkedAt: soon?.checkedAt ?? null,
    through: soon === undefined ? null : timeOfId(soon.through),
  };
};

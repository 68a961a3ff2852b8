import { statSync } from "node:fs";
import { dayMs, type Instant, type Scope } from "@tocsin/core/kernel";
import type { SystemFacts, SystemStore } from "@tocsin/core/system";
import { and, count, desc, eq, gte, inArray, isNotNull, isNull, lt } from "drizzle-orm";
import { openStanding } from "../deliveries/standing.ts";
import { attempts, deliveries } from "../deliveries/tables.ts";
import { deliveriesInScope } from "../deliveries/visible.ts";
import { jobs } from "../jobs/tables.ts";
import { readTogether } from "../read-together.ts";
import { payloadProblems, sources } from "../sources/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { workers } from "./tables.ts";

const silentForMs = dayMs;
const sourcesMax = 200;

export const openSystemStore = (parts: StoreParts): SystemStore => {
  const { db, writer, clock, sqlite } = parts;
  const standing = openStanding(parts);

  return {
    beat: (facts) =>
      writer.write(() => {
        const seenAt = clock();
        db.delete(workers)
          .where(lt(workers.seenAt, seenAt - silentForMs))
          .run();
        db.insert(workers)
          .values({ id: facts.id, facts, seenAt })
          .onConflictDoUpdate({ target: workers.id, set: { facts, seenAt } })
          .run();
      }),

    leave: (id) =>
      writer.write(() => {
        db.delete(workers).where(eq(workers.id, id)).run();
      }),

    workers: async () =>
      db
        .select()
        .from(workers)
        .orderBy(desc(workers.seenAt))
        .all()
        .map(({ facts, seenAt }) => ({ ...facts, seenAt })),

    facts: async (scope, since) =>
      readTogether(sqlite, () => ({
        standing: standing(),
        ...endedSince(parts, scope, since),
        ...latestOf(parts, scope),
        jobs: db.select({ count: count() }).from(jobs).get()?.count ?? 0,
        databaseBytes: bytesOf(sqlite.memory ? null : sqlite.name),
        sources: lagOf(parts, scope),
      })),
  };
};

const endedSince = (
  { db }: StoreParts,
  scope: Scope,
  since: Instant,
): Pick<SystemFacts, "sent" | "captured" | "failed"> => {
  const rows = db
    .select({ state: deliveries.state, count: count() })
    .from(deliveries)
    .where(and(deliveriesInScope(db, scope), gte(deliveries.settledAt, since)))
    .groupBy(deliveries.state)
    .all();
  const of = (state: string): number => rows.find((row) => row.state === state)?.count ?? 0;
  return { sent: of("sent"), captured: of("captured"), failed: of("failed") };
};

/** Only the newest deliveries are looked through, so that a long history costs nothing. */
const recentDeliveries = 300;

const recentOutcomes = ({ db }: StoreParts, scope: Scope) => {
  const recent = db
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(deliveriesInScope(db, scope))
    .orderBy(desc(deliveries.id))
    .limit(recentDeliveries);
  return db
    .select({ endedAt: attempts.endedAt, outcome: attempts.outcome })
    .from(attempts)
    .where(and(isNotNull(attempts.endedAt), inArray(attempts.deliveryId, recent)))
    .orderBy(desc(attempts.endedAt))
    .all();
};

const latestOf = (parts: StoreParts, scope: Scope): Pick<SystemFacts, "lastSentAt" | "lastTrouble"> => {
  const outcomes = recentOutcomes(parts, scope);
  const trouble = outcomes.find(({ outcome }) => outcome !== null && "reason" in outcome);
  return {
    lastSentAt: outcomes.find(({ outcome }) => outcome?.kind === "accepted")?.endedAt ?? null,
    lastTrouble:
      trouble?.outcome && "reason" in trouble.outcome
        ? { at: trouble.endedAt ?? 0, said: trouble.outcome.reason }
        : null,
  };
};

const lagOf = ({ db }: StoreParts, { organizationId }: Scope): SystemFacts["sources"] =>
  db
    .select({
      id: sources.id,
      name: sources.name,
      kind: sources.kind,
      lastReceivedAt: sources.lastReceivedAt,
      openProblems: count(payloadProblems.id),
    })
    .from(sources)
    .leftJoin(payloadProblems, and(eq(payloadProblems.sourceId, sources.id), isNull(payloadProblems.resolvedAt)))
    .where(and(eq(sources.organizationId, organizationId), isNull(sources.archivedAt)))
    .groupBy(sources.id)
    .orderBy(desc(sources.id))
    .limit(sourcesMax)
    .all();

/** The file and what was committed beside it. */
const bytesOf = (path: string | null): number =>
  path === null
    ? 0
    : [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0);

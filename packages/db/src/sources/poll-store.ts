import { clockAheadMaxMs, type Instant } from "@tocsin/core/kernel";
import { type Poll, type PollClaim, type PollReport, type PollStore, turnOfPoll } from "@tocsin/core/sources";
import { and, asc, eq, getTableColumns, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { StoreParts } from "../store-parts.ts";
import { sourceOf } from "./rows.ts";
import { openWatchSources } from "./signs-of-life.ts";
import { sourcePolls, sources } from "./tables.ts";

type PollRow = typeof sourcePolls.$inferSelect;

/** When a poll ended last. If that is still to come, a clock that was ahead has also put off the next one. */
const lastEndedAt = sql<number>`case when ${sourcePolls.failures} > 0
  then json_extract(${sourcePolls.lastFault}, '$.at') else ${sourcePolls.lastSuccessAt} end`;

export const openPollStore = (parts: StoreParts): PollStore => {
  const { db, writer, clock, knowledgeOf } = parts;
  const watch = openWatchSources(parts);
  const held = ({ source, fence }: PollClaim) => and(eq(sourcePolls.sourceId, source.id), eq(sourcePolls.fence, fence));

  const due = (now: Instant, leaseMs: number) =>
    db
      .select({ poll: getTableColumns(sourcePolls), source: getTableColumns(sources) })
      .from(sourcePolls)
      .innerJoin(sources, eq(sources.id, sourcePolls.sourceId))
      .where(
        and(
          or(lte(sourcePolls.nextAt, now), gt(lastEndedAt, now + clockAheadMaxMs)),
          or(
            isNull(sourcePolls.leasedUntil),
            lte(sourcePolls.leasedUntil, now),
            gt(sourcePolls.leasedUntil, now + leaseMs + clockAheadMaxMs),
          ),
          isNull(sources.archivedAt),
        ),
      )
      .orderBy(asc(sourcePolls.nextAt))
      .limit(1)
      .get();

  return {
    of: async ({ organizationId }, ids) => {
      const rows = db
        .select(getTableColumns(sourcePolls))
        .from(sourcePolls)
        .innerJoin(sources, eq(sources.id, sourcePolls.sourceId))
        .where(and(inArray(sources.id, [...ids]), eq(sources.organizationId, organizationId)))
        .all();
      return new Map(rows.map((row) => [row.sourceId, pollOf(row, clock())]));
    },

    claim: async (now, leaseMs) => {
      // Looking costs no lock; only where something is due is the writer asked.
      if (due(now, leaseMs) === undefined) return null;
      return writer.write(() => {
        const row = due(now, leaseMs);
        if (row === undefined) return null;
        const fence = row.poll.fence + 1;
        db.update(sourcePolls)
          .set({ fence, leasedUntil: now + leaseMs })
          .where(eq(sourcePolls.sourceId, row.source.id))
          .run();
        const source = sourceOf(row.source);
        const { organization } = knowledgeOf(source.organizationId);
        return { source, organization, poll: pollOf(row.poll, now), fence };
      });
    },

    keep: (claim, state, until) =>
      writer.write(() => {
        const change = state === null ? { leasedUntil: until } : { state, leasedUntil: until };
        return db.update(sourcePolls).set(change).where(held(claim)).run().changes > 0;
      }),

    end: (claim, { state, nextAt, outcome, skewMs, secretInUse }, now) =>
      writer.write(() => {
        const { failures, lastSuccessAt } = getTableColumns(sourcePolls);
        const one = db.select({ failures, lastSuccessAt }).from(sourcePolls).where(held(claim)).get();
        if (one === undefined) return;
        const turn = turnOfPoll(one, outcome, now);
        if (turn !== null) watch.polled(claim.source.id, now, turn);
        const went = wentOf(outcome, one.failures, now);
        const rest = { nextAt, skewMs: Math.round(skewMs), leasedUntil: null };
        const secret = secretInUse === null ? {} : { secretInUse };
        db.update(sourcePolls)
          .set({ state, ...rest, ...secret, ...went })
          .where(held(claim))
          .run();
      }),

    standing: async () =>
      db
        .select({ kind: sources.kind, state: sourcePolls.state, failures: sourcePolls.failures })
        .from(sourcePolls)
        .innerJoin(sources, eq(sources.id, sourcePolls.sourceId))
        .where(isNull(sources.archivedAt))
        .all()
        .map(({ kind, state, failures }) => ({ kind, failures, through: state.through })),
  };
};

const wentOf = (outcome: PollReport["outcome"], failures: number, now: Instant) => {
  switch (outcome.kind) {
    case "caughtUp":
      return { failures: 0, lastSuccessAt: now };
    case "stopped":
      return {};
    case "failed":
      return { failures: failures + 1, lastFault: { ...outcome.fault, at: now } };
  }
};

const pollOf = (row: PollRow, now: Instant): Poll => ({
  setting: row.setting,
  secrets: row.secrets,
  state: row.state,
  nextAt: row.nextAt,
  running: row.leasedUntil !== null && row.leasedUntil > now,
  failures: row.failures,
  lastSuccessAt: row.lastSuccessAt,
  lastFault: row.lastFault,
  skewMs: row.skewMs,
  secretInUse: row.secretInUse,
});

import { type Instant, type OrganizationId, type SourceId, secondMs } from "@tocsin/core/kernel";
import type { Notice } from "@tocsin/core/messages";
import { afterProblem, afterReception, type SignsOfLife, silenceOf, type Turn } from "@tocsin/core/sources";
import { and, eq, isNotNull, isNull, sql } from "drizzle-orm";
import { openPlanNotice } from "../deliveries/plan-notice.ts";
import type { StoreParts } from "../store-parts.ts";
import { sources } from "./tables.ts";

type Row = typeof sources.$inferSelect;

export const signsOf = (row: SignsOfLife): SignsOfLife => ({
  lastReceivedAt: row.lastReceivedAt,
  silentAfterMinutes: row.silentAfterMinutes,
  longestPauseMs: row.longestPauseMs,
  pauses: row.pauses,
  silentSince: row.silentSince,
  failures: row.failures,
  failingSince: row.failingSince,
});

/** Notes in the caller's transaction what a source sent, and tells its administrators of a turn for better or worse. */
export interface WatchSources {
  received(id: SourceId, at: Instant): void;
  problem(id: SourceId, at: Instant, problem: string): void;
  /** A turn in how the source is polled. */
  polled(id: SourceId, at: Instant, turn: Turn): void;
  /** Finds those that have gone silent by now, and answers how many. */
  silence(now: Instant): number;
}

export const openWatchSources = (parts: Pick<StoreParts, "db" | "handOverJobs">): WatchSources => {
  const { db } = parts;
  const planNotice = openPlanNotice(parts);
  const byId = db
    .select()
    .from(sources)
    .where(eq(sources.id, sql.placeholder("id")))
    .prepare();

  const keep = (row: Row, signs: SignsOfLife): void => {
    const { silentAfterMinutes: _, ...learned } = signs;
    db.update(sources).set(learned).where(eq(sources.id, row.id)).run();
  };

  const tell = (row: Row, turn: Turn, at: Instant, latest: string): void => {
    planNotice({
      organizationId: row.organizationId as OrganizationId,
      notice: noticeOf(row, turn, latest),
      trouble: `${row.id}:${turn.kind === "recovered" ? turn.from : turn.kind}:${turn.since}`,
      thread: `source.${row.id}`,
      at,
    });
  };

  return {
    received: (id, at) => {
      const row = byId.get({ id });
      if (row === undefined || (isWell(row) && isJustNow(row, at))) return;
      const { signs, turns } = afterReception(signsOf(row), at);
      keep(row, signs);
      for (const turn of turns) tell(row, turn, at, "");
    },

    problem: (id, at, problem) => {
      const row = byId.get({ id });
      if (row === undefined) return;
      const { signs, turns } = afterProblem(signsOf(row), at);
      keep(row, signs);
      for (const turn of turns) tell(row, turn, at, problem);
    },

    polled: (id, at, turn) => {
      const row = byId.get({ id });
      if (row !== undefined) tell(row, turn, at, "");
    },

    silence: (now) => {
      const rows = db
        .select()
        .from(sources)
        .where(
          and(
            isNull(sources.archivedAt),
            eq(sources.demo, false),
            isNull(sources.silentSince),
            isNotNull(sources.lastReceivedAt),
          ),
        )
        .all();
      const silent = rows.flatMap((row) => {
        const turn = silenceOf(signsOf(row), now);
        return turn === null ? [] : [{ row, turn }];
      });
      for (const { row, turn } of silent) {
        keep(row, { ...signsOf(row), silentSince: turn.since });
        tell(row, turn, now, "");
      }
      return silent.length;
    },
  };
};

const isWell = ({ silentSince, failures }: Row): boolean => silentSince === null && failures === 0;

/** Once a second is often enough, and spares every other payload a write. */
const isJustNow = ({ lastReceivedAt }: Row, at: Instant): boolean =>
  lastReceivedAt !== null && Math.abs(at - lastReceivedAt) < secondMs;

const noticeOf = ({ id, name, lastReceivedAt }: Row, turn: Turn, latest: string): Notice => {
  const source = { sourceId: id, sourceName: name };
  switch (turn.kind) {
    case "silent":
      return {
        kind: "sourceSilent",
        ...source,
        lastAt: lastReceivedAt ?? turn.since,
        expectedEveryMs: turn.expectedEveryMs,
      };
    case "failing":
      return { kind: "sourceFailing", ...source, since: turn.since, problems: turn.failures, latest };
    case "pollFailing":
      return { kind: "sourcePollFailing", ...source, since: turn.since, latest: turn.latest };
    case "recovered":
      return { kind: "sourceRecovered", ...source, since: turn.since, from: turn.from };
  }
};

import { refused, type SourceId } from "@tocsin/core/kernel";
import { type KeptProblem, type Source, type SourceStore, stateOf } from "@tocsin/core/sources";
import { and, asc, count, desc, eq, getTableColumns, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { newId } from "../ids.ts";
import { found } from "../not-found.ts";
import { onceATurn } from "../once-a-turn.ts";
import { pageOf } from "../page.ts";
import type { StoreParts } from "../store-parts.ts";
import { pollSettingOf, putPoll } from "./put-poll.ts";
import { sourceObject, sourceOf } from "./rows.ts";
import { setSigning } from "./signing-store.ts";
import { openWatchSources, signsOf } from "./signs-of-life.ts";
import { payloadProblems, sourceKeys, sources } from "./tables.ts";

export const openSourceStore = (parts: StoreParts): SourceStore => {
  const { db, writer, clock, knowledgeOf } = parts;
  const watch = openWatchSources(parts);
  const mine = (organizationId: Source["organizationId"], id: SourceId) =>
    and(eq(sources.organizationId, organizationId), eq(sources.id, id), isNull(sources.archivedAt));

  const get: SourceStore["get"] = async ({ organizationId }, id) =>
    sourceOf(found(db.select().from(sources).where(mine(organizationId, id)).get(), "source"));

  const insertKey = (sourceId: SourceId, hash: string) =>
    db.insert(sourceKeys).values({ id: newId(), sourceId, hash, createdAt: clock() }).run();

  const byKeyHash = db
    .select(getTableColumns(sources))
    .from(sourceKeys)
    .innerJoin(sources, eq(sources.id, sourceKeys.sourceId))
    .where(
      and(
        eq(sourceKeys.hash, sql.placeholder("keyHash")),
        isNull(sources.archivedAt),
        or(isNull(sourceKeys.expiresAt), gt(sourceKeys.expiresAt, sql.placeholder("now"))),
      ),
    )
    .prepare();

  // In a burst dozens of requests are read in one turn, all of the same few sources.
  const findSender = onceATurn((keyHash) => {
    const row = byKeyHash.get({ keyHash, now: clock() });
    if (row === undefined) return null;
    return { source: sourceOf(row), organization: knowledgeOf(row.organizationId).organization };
  });

  const saidOf = ({
    id,
    name,
    kind,
    settings,
    silentAfterMinutes,
    keyInPath,
    signed,
  }: typeof sources.$inferSelect) => ({
    name,
    kind,
    settings,
    silentAfterMinutes,
    keyInPath,
    signed,
    poll: pollSettingOf(db, id),
  });

  return {
    get,

    list: async ({ organizationId }, { limit, after }) =>
      pageOf(
        db
          .select()
          .from(sources)
          .where(
            and(
              eq(sources.organizationId, organizationId),
              isNull(sources.archivedAt),
              after === null ? undefined : lt(sources.id, after as SourceId),
            ),
          )
          .orderBy(desc(sources.id))
          .limit(limit + 1)
          .all(),
        limit,
        sourceOf,
        ({ id }) => id,
      ),

    create: (
      { organizationId },
      { name, kind, settings, silentAfterMinutes = null, keyInPath = false, signing },
      keyHash,
      pollOf,
    ) =>
      writer.write(() => {
        const id = newId<SourceId>();
        const said = { name, kind, settings: settings ?? {}, silentAfterMinutes, keyInPath, signed: signing != null };
        const [row] = db
          .insert(sources)
          .values({ id, organizationId, ...said, createdAt: clock() })
          .returning()
          .all();
        insertKey(id, keyHash);
        putPoll(parts, id, pollOf?.(id), clock());
        setSigning(db, id, signing, clock());
        const made = found(row, "source");
        noteChange({ object: sourceObject(id), after: saidOf(made) });
        return sourceOf(made);
      }),

    change: ({ organizationId }, id, { name, settings, silentAfterMinutes = null, keyInPath, signing }, poll) =>
      writer.write(() => {
        const change = {
          name,
          settings: settings ?? {},
          silentAfterMinutes,
          ...(keyInPath !== undefined && { keyInPath }),
          ...(signing !== undefined && { signed: signing !== null }),
        };
        const before = saidOf(found(db.select().from(sources).where(mine(organizationId, id)).get(), "source"));
        const [row] = db.update(sources).set(change).where(mine(organizationId, id)).returning().all();
        const changed = found(row, "source");
        putPoll(parts, id, poll, clock());
        setSigning(db, id, signing, clock());
        noteChange({ object: sourceObject(id), before, after: saidOf(changed) });
        return sourceOf(changed);
      }),

    archive: ({ organizationId }, id) =>
      writer.write(() => {
        const [row] = db.update(sources).set({ archivedAt: clock() }).where(mine(organizationId, id)).returning().all();
        noteChange({ object: sourceObject(id), before: saidOf(found(row, "source")), after: { retired: true } });
      }),

    rotateKey: ({ organizationId }, id, keyHash, oldKeysExpireAt) =>
      writer.write(() => {
        found(db.select({ id: sources.id }).from(sources).where(mine(organizationId, id)).get(), "source");
        db.update(sourceKeys)
          .set({ expiresAt: oldKeysExpireAt })
          .where(
            and(
              eq(sourceKeys.sourceId, id),
              or(isNull(sourceKeys.expiresAt), gt(sourceKeys.expiresAt, oldKeysExpireAt)),
            ),
          )
          .run();
        insertKey(id, keyHash);
        noteChange({ object: sourceObject(id), after: { oldKeysExpireAt } });
      }),

    findByKeyHash: async (keyHash) => findSender(keyHash),

    problems: async (scope, id, { limit, after }) => {
      await get(scope, id);
      const rows = db
        .select()
        .from(payloadProblems)
        .where(
          and(
            eq(payloadProblems.sourceId, id),
            after === null ? undefined : lt(payloadProblems.id, after as KeptProblem["id"]),
          ),
        )
        .orderBy(desc(payloadProblems.id))
        .limit(limit + 1)
        .all();
      return pageOf(rows, limit, problemOf, (row) => row.id);
    },

    problem: async (scope, id, problemId) => {
      await get(scope, id);
      const row = db
        .select()
        .from(payloadProblems)
        .where(and(eq(payloadProblems.sourceId, id), eq(payloadProblems.id, problemId)))
        .get();
      return problemOf(found(row, "payload problem"));
    },

    noteSilence: (now) => writer.write(() => watch.silence(now)),

    countOpenProblems: async ({ organizationId }, ids) => {
      const counted = db
        .select({ id: payloadProblems.sourceId, count: count() })
        .from(payloadProblems)
        .where(
          and(
            eq(payloadProblems.organizationId, organizationId),
            inArray(payloadProblems.sourceId, [...ids]),
            isNull(payloadProblems.resolvedAt),
          ),
        )
        .groupBy(payloadProblems.sourceId)
        .all();
      return new Map(counted.map((row) => [row.id, row.count]));
    },

    standing: async () => {
      const open = db
        .select({ id: payloadProblems.sourceId, count: count().as("count") })
        .from(payloadProblems)
        .where(isNull(payloadProblems.resolvedAt))
        .groupBy(payloadProblems.sourceId)
        .as("open");
      return db
        .select({ source: sources, openProblems: open.count })
        .from(sources)
        .leftJoin(open, eq(open.id, sources.id))
        .where(and(isNull(sources.archivedAt), eq(sources.demo, false)))
        .all()
        .map(({ source, openProblems }) => ({
          kind: source.kind,
          state: stateOf(signsOf(source)).state,
          openProblems: openProblems ?? 0,
        }));
    },

    openProblems: async (scope, id, limit, after) => {
      await get(scope, id);
      return db
        .select()
        .from(payloadProblems)
        .where(
          and(
            eq(payloadProblems.sourceId, id),
            isNull(payloadProblems.resolvedAt),
            after === null ? undefined : gt(payloadProblems.id, after),
          ),
        )
        .orderBy(asc(payloadProblems.id))
        .limit(limit)
        .all()
        .map(problemOf);
    },

    resolveProblem: async (scope, id, problemId) => {
      await get(scope, id);
      await writer.write(() => {
        const one = and(eq(payloadProblems.sourceId, id), eq(payloadProblems.id, problemId));
        const row = found(db.select().from(payloadProblems).where(one).get(), "payload problem");
        if (row.resolvedAt !== null) throw refused("problemResolved");
        db.update(payloadProblems).set({ resolvedAt: clock() }).where(one).run();
        noteChange({ object: { kind: "payload problem", id: problemId }, after: { resolved: true } });
      });
    },
  };
};

const problemOf = (row: typeof payloadProblems.$inferSelect): KeptProblem => ({
  id: row.id,
  index: row.index,
  path: row.path,
  problem: row.problem,
  payload: row.payload,
  looksLike: row.looksLike,
  receivedAt: row.receivedAt,
  resolvedAt: row.resolvedAt,
});

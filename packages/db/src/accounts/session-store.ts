import {
  isOpen,
  type Session,
  type SessionHolder,
  type SessionStore,
  seenEveryMs,
  sessionLimitsOf,
} from "@tocsin/core/accounts";
import { refused, type SessionId, type UserId } from "@tocsin/core/kernel";
import { and, desc, eq, getTableColumns, isNull, lte, ne, sql } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { newId } from "../ids.ts";
import type { StoreParts } from "../store-parts.ts";
import { readAssignments } from "./assignments.ts";
import { rolesOf, userOf } from "./rows.ts";
import { familiarNetworks, sessions, users } from "./tables.ts";

export const openSessionStore = ({ db, writer, clock }: StoreParts): SessionStore => {
  const byHash = db
    .select({ session: getTableColumns(sessions), user: getTableColumns(users) })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.hash, sql.placeholder("hash")), isNull(users.disabledAt)))
    .prepare();

  /** A session that ends meanwhile, or a database that is busy, must not fail the request that was let in. */
  const noteSeen = ({ id, lastSeenAt }: Session, now: number): void => {
    if (now - lastSeenAt < seenEveryMs) return;
    writer
      .write(() => db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, id)).run())
      .catch(() => undefined);
  };

  const look = (hash: string): SessionHolder | null => {
    const row = byHash.get({ hash });
    if (row === undefined || !isOpen(row.session, Math.floor(clock()))) return null;
    const { hash: _hash, ...session } = row.session;
    return { session, user: userOf(row.user), boundTo: null, limits: null, ...readAssignments(db, row.user.id) };
  };

  const mine = (userId: UserId, id: SessionId) => and(eq(sessions.userId, userId), eq(sessions.id, id));

  return {
    open: ({ userId, hash, network, ...facts }) =>
      writer.write(() => {
        const now = Math.floor(clock());
        const user = db.select().from(users).where(eq(users.id, userId)).get();
        if (user === undefined || user.disabledAt !== null) return null;
        // Whoever signs in tidies up: what is over is of no use to anybody.
        db.delete(sessions).where(lte(sessions.expiresAt, now)).run();
        const { idleMs, absoluteMs } = sessionLimitsOf(rolesOf(db, userId));
        const session: Session = {
          id: newId<SessionId>(),
          userId,
          ...facts,
          createdAt: now,
          lastSeenAt: now,
          expiresAt: now + absoluteMs,
          idleMs,
        };
        db.insert(sessions)
          .values({ ...session, hash })
          .run();
        const { method, secondFactor, address } = session;
        noteChange({ object: { kind: "session", id: session.id }, after: { userId, method, secondFactor, address } });
        db.insert(familiarNetworks)
          .values({ userId, network, lastAt: now })
          .onConflictDoUpdate({ target: [familiarNetworks.userId, familiarNetworks.network], set: { lastAt: now } })
          .run();
        return session;
      }),

    findByHash: async (hash) => {
      const holder = look(hash);
      if (holder !== null) noteSeen(holder.session, Math.floor(clock()));
      return holder;
    },

    look: async (hash) => look(hash),

    list: async (userId) => {
      const { hash: _hash, ...shown } = getTableColumns(sessions);
      const rows = db
        .select(shown)
        .from(sessions)
        .where(eq(sessions.userId, userId))
        .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
        .all();
      return rows.filter((session) => isOpen(session, clock()));
    },

    revoke: (userId, id) =>
      writer.write(() => {
        if (db.delete(sessions).where(mine(userId, id)).run().changes === 0) {
          throw refused("noSuch", { noun: "session" });
        }
        noteChange({ object: { kind: "session", id }, after: { ended: true } });
      }),

    revokeAll: (userId, but) =>
      writer.write(() => {
        const ended = endSessions(db, userId, but);
        noteChange({ object: { kind: "user", id: userId }, after: { sessionsEnded: ended } });
        return ended;
      }),
  };
};

/** Ends every session of a user, but one; part of whatever takes away what they rest on. */
export const endSessions = (db: StoreParts["db"], userId: UserId, but: SessionId | null): number =>
  db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), but === null ? undefined : ne(sessions.id, but)))
    .run().changes;

import { type Instant, type SourceId, secondMs } from "@tocsin/core/kernel";
import { replayMs, type SigningStore, type SourceWords } from "@tocsin/core/sources";
import { and, desc, eq, gt, isNull, lte, or } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { newId } from "../ids.ts";
import { found } from "../not-found.ts";
import type { Drizzle } from "../open.ts";
import type { StoreParts } from "../store-parts.ts";
import { sourceObject } from "./rows.ts";
import { signedMessages, sourceSigningSecrets, sources } from "./tables.ts";

/** Whoever claimed a message and has not come back by then died over it: the next one may take it in. */
const underwayMs = 60 * secondMs;

/** Begins or ends signing; part of the write that says so. */
export const setSigning = (db: Drizzle, id: SourceId, signing: SourceWords["signing"], now: Instant): void => {
  if (signing === undefined) return;
  db.delete(sourceSigningSecrets).where(eq(sourceSigningSecrets.sourceId, id)).run();
  if (signing !== null) insertSecret(db, id, signing(id), now);
};

const insertSecret = (db: Drizzle, sourceId: SourceId, sealed: string, now: Instant): void => {
  db.insert(sourceSigningSecrets)
    .values({ id: newId(), sourceId, sealed, createdAt: Math.floor(now) })
    .run();
};

export const openSigningStore = ({ db, writer, clock }: StoreParts): SigningStore => {
  const isOf = (id: SourceId) => eq(sourceSigningSecrets.sourceId, id);
  const one = (sourceId: SourceId, messageId: string) =>
    and(eq(signedMessages.sourceId, sourceId), eq(signedMessages.messageId, messageId));
  return {
    secretsOf: async (id) =>
      db
        .select({ sealed: sourceSigningSecrets.sealed })
        .from(sourceSigningSecrets)
        .where(and(isOf(id), or(isNull(sourceSigningSecrets.expiresAt), gt(sourceSigningSecrets.expiresAt, clock()))))
        .orderBy(desc(sourceSigningSecrets.createdAt))
        .all()
        .map(({ sealed }) => sealed),

    add: ({ organizationId }, id, sealed, oldSecretsExpireAt) =>
      writer.write(() => {
        const mine = and(eq(sources.organizationId, organizationId), eq(sources.id, id), isNull(sources.archivedAt));
        found(db.update(sources).set({ signed: true }).where(mine).returning({ id: sources.id }).all()[0], "source");
        const lasting = or(
          isNull(sourceSigningSecrets.expiresAt),
          gt(sourceSigningSecrets.expiresAt, oldSecretsExpireAt),
        );
        db.update(sourceSigningSecrets)
          .set({ expiresAt: Math.floor(oldSecretsExpireAt) })
          .where(and(isOf(id), lasting))
          .run();
        insertSecret(db, id, sealed, clock());
        noteChange({ object: sourceObject(id), after: { signed: true, oldSecretsExpireAt } });
      }),

    claim: (sourceId, messageId, at) =>
      writer.write(() => {
        const now = Math.floor(at);
        db.delete(signedMessages).where(lte(signedMessages.expiresAt, now)).run();
        const known = db.select().from(signedMessages).where(one(sourceId, messageId)).get();
        if (known?.taken) return "taken" as const;
        if (known !== undefined && known.claimedAt > now - underwayMs) return "underway" as const;
        const claimed = { claimedAt: now, expiresAt: now + replayMs };
        db.insert(signedMessages)
          .values({ sourceId, messageId, ...claimed })
          .onConflictDoUpdate({ target: [signedMessages.sourceId, signedMessages.messageId], set: claimed })
          .run();
        return "first" as const;
      }),

    settle: (sourceId, messageId, taken) =>
      writer.write(() => {
        if (taken) db.update(signedMessages).set({ taken }).where(one(sourceId, messageId)).run();
        else db.delete(signedMessages).where(one(sourceId, messageId)).run();
      }),
  };
};

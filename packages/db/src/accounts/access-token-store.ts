import type { AccessToken, AccessTokenStore } from "@tocsin/core/accounts";
import { type AccessTokenId, dayMs, type OrganizationId, refused, type UserId } from "@tocsin/core/kernel";
import { and, desc, eq } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { newId } from "../ids.ts";
import type { StoreParts } from "../store-parts.ts";
import { accessTokens } from "./tables.ts";

export const openAccessTokenStore = ({ db, writer, clock }: StoreParts): AccessTokenStore => {
  const mine = (userId: UserId, organizationId: OrganizationId) =>
    and(eq(accessTokens.userId, userId), eq(accessTokens.organizationId, organizationId));

  return {
    list: async (userId, organizationId) =>
      db
        .select()
        .from(accessTokens)
        .where(mine(userId, organizationId))
        .orderBy(desc(accessTokens.createdAt), desc(accessTokens.id))
        .all()
        .map(tokenOf),

    create: (userId, organizationId, { name, role, deviceGroups, expiresInDays }, hash) =>
      writer.write(() => {
        const createdAt = Math.floor(clock());
        const [row] = db
          .insert(accessTokens)
          .values({
            id: newId(),
            userId,
            organizationId,
            name,
            role,
            deviceGroups,
            hash,
            createdAt,
            expiresAt: createdAt + expiresInDays * dayMs,
          })
          .returning()
          .all();
        if (row === undefined) throw new Error("SQLite answered no row for an insert");
        const made = tokenOf(row);
        noteChange({ object: tokenObject(made.id), after: saidOf(made) });
        return made;
      }),

    revoke: (userId, organizationId, id) =>
      writer.write(() => {
        const [row] = db
          .delete(accessTokens)
          .where(and(mine(userId, organizationId), eq(accessTokens.id, id)))
          .returning()
          .all();
        if (row === undefined) throw refused("noSuch", { noun: "access token" });
        noteChange({ object: tokenObject(id), before: saidOf(tokenOf(row)) });
      }),
  };
};

const tokenObject = (id: AccessTokenId) => ({ kind: "access token" as const, id });

const saidOf = ({ userId, name, role, deviceGroups, expiresAt }: AccessToken) => ({
  userId,
  name,
  role,
  deviceGroups,
  expiresAt,
});

const tokenOf = (row: typeof accessTokens.$inferSelect): AccessToken => ({
  id: row.id as AccessTokenId,
  userId: row.userId,
  name: row.name,
  role: row.role,
  deviceGroups: row.deviceGroups,
  createdAt: row.createdAt,
  expiresAt: row.expiresAt,
  lastUsedAt: row.lastUsedAt,
});

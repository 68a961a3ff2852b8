import { type OrganizationId, refused } from "@tocsin/core/kernel";
import type { Organization, OrganizationStore } from "@tocsin/core/organizations";
import { asc, eq, sql } from "drizzle-orm";
import { accessTokens, roleAssignments } from "../accounts/tables.ts";
import { noteChange } from "../audit/audited-writer.ts";
import { newId } from "../ids.ts";
import { outdateKnowledge } from "../knowledge.ts";
import { found } from "../not-found.ts";
import { codeOf } from "../open.ts";
import type { StoreParts } from "../store-parts.ts";
import { organizationOf } from "./rows.ts";
import { organizations } from "./tables.ts";

export const openOrganizationStore = ({ db, writer, clock }: StoreParts): OrganizationStore => {
  const read = (id: OrganizationId): Organization =>
    organizationOf(found(db.select().from(organizations).where(eq(organizations.id, id)).get(), "organization"));

  return {
    all: async () =>
      db
        .select()
        .from(organizations)
        .orderBy(asc(organizations.createdAt), asc(organizations.id))
        .all()
        .map(organizationOf),

    get: async ({ organizationId }) => read(organizationId),

    create: (draft) =>
      writer.write(() => {
        refuseTakenName(db, draft.name);
        const row = { id: newId<OrganizationId>(), ...draft, createdAt: Math.floor(clock()) };
        db.insert(organizations).values(row).run();
        noteChange({ object: { kind: "organization", id: row.id }, after: draft });
        return row;
      }),

    remove: (id) =>
      writer.write(() => {
        noteChange({ object: { kind: "organization", id }, before: read(id) });
        db.delete(roleAssignments).where(eq(roleAssignments.organizationId, id)).run();
        db.delete(accessTokens).where(eq(accessTokens.organizationId, id)).run();
        removeUnused(db, id);
      }),

    change: ({ organizationId }, change) =>
      writer.write(() => {
        const { id, createdAt, ...now } = read(organizationId);
        const draft = change(now);
        db.update(organizations).set(draft).where(eq(organizations.id, id)).run();
        outdateKnowledge(db, id);
        noteChange({ object: { kind: "organization", id }, before: now, after: draft });
        return { ...draft, id, createdAt };
      }),
  };
};

const refuseTakenName = (db: StoreParts["db"], name: string): void => {
  const same = eq(sql`lower(${organizations.name})`, name.toLowerCase());
  if (db.select({ id: organizations.id }).from(organizations).where(same).get() === undefined) return;
  throw refused("organizationNameTaken", { name });
};

/** The database itself knows best whether anything belongs to it. */
const removeUnused = (db: StoreParts["db"], id: OrganizationId): void => {
  try {
    db.delete(organizations).where(eq(organizations.id, id)).run();
  } catch (error) {
    if (!codeOf(error).startsWith("SQLITE_CONSTRAINT")) throw error;
    throw refused("organizationInUse");
  }
};

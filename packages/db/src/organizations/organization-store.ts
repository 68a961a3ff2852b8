import type { OrganizationId } from "@tocsin/core/kernel";
import type { Organization, OrganizationStore } from "@tocsin/core/organizations";
import { asc, eq } from "drizzle-orm";
import { outdateKnowledge } from "../knowledge.ts";
import { found } from "../not-found.ts";
import type { StoreParts } from "../store-parts.ts";
import { organizationOf } from "./rows.ts";
import { organizations } from "./tables.ts";

export const openOrganizationStore = ({ db, writer }: StoreParts): OrganizationStore => {
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

    change: ({ organizationId }, change) =>
      writer.write(() => {
        const { id, createdAt, ...now } = read(organizationId);
        const draft = change(now);
        db.update(organizations).set(draft).where(eq(organizations.id, id)).run();
        outdateKnowledge(db, id);
        return { ...draft, id, createdAt };
      }),
  };
};

import type { OrganizationStore } from "@tocsin/core/organizations";
import { asc, eq } from "drizzle-orm";
import { outdateKnowledge } from "../knowledge.ts";
import { found } from "../not-found.ts";
import type { StoreParts } from "../store-parts.ts";
import { organizationOf } from "./rows.ts";
import { organizations } from "./tables.ts";

export const openOrganizationStore = ({ db, writer }: StoreParts): OrganizationStore => ({
  all: async () =>
    db
      .select()
      .from(organizations)
      .orderBy(asc(organizations.createdAt), asc(organizations.id))
      .all()
      .map(organizationOf),

  get: async ({ organizationId }) =>
    organizationOf(
      found(db.select().from(organizations).where(eq(organizations.id, organizationId)).get(), "organization"),
    ),

  save: ({ organizationId }, draft) =>
    writer.write(() => {
      const [row] = db.update(organizations).set(draft).where(eq(organizations.id, organizationId)).returning().all();
      outdateKnowledge(db, organizationId);
      return organizationOf(found(row, "organization"));
    }),
});

import type { RoleAssignment } from "@tocsin/core/access";
import type { OrganizationId, UserId } from "@tocsin/core/kernel";
import { asc, eq, type SQL, sql } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { organizations } from "../organizations/tables.ts";
import { roleAssignments, users } from "./tables.ts";

/** What an organization calls the user of a row: his name, or his address where it does not know him by name. */
export const nameIn = (organizationId: OrganizationId): SQL<string> => {
  const first = sql`SELECT ${roleAssignments.organizationId} FROM ${roleAssignments}
    WHERE ${roleAssignments.userId} = ${users.id} ORDER BY ${roleAssignments.id} LIMIT 1`;
  return sql<string>`iif(coalesce((${first}), ${organizationId}) = ${organizationId}, ${users.name}, ${users.email})`;
};

/** What a user may do, and the organizations in which he may do anything, both oldest first. */
export const readAssignments = (
  db: Drizzle,
  userId: UserId,
): { readonly assignments: readonly RoleAssignment[]; readonly organizations: readonly OrganizationId[] } => {
  const assignments = db
    .select({
      role: roleAssignments.role,
      organizationId: roleAssignments.organizationId,
      deviceGroups: roleAssignments.deviceGroups,
    })
    .from(roleAssignments)
    .where(eq(roleAssignments.userId, userId))
    .orderBy(asc(roleAssignments.id))
    .all();
  const everywhere = assignments.some(({ organizationId }) => organizationId === null);
  const own = new Set(assignments.map(({ organizationId }) => organizationId));
  const all = db
    .select({ id: organizations.id })
    .from(organizations)
    .orderBy(asc(organizations.createdAt), asc(organizations.id))
    .all();
  return { assignments, organizations: all.map(({ id }) => id).filter((id) => everywhere || own.has(id)) };
};

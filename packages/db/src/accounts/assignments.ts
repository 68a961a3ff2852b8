import type { RoleAssignment } from "@tocsin/core/access";
import type { OrganizationId, UserId } from "@tocsin/core/kernel";
import { asc, eq } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { organizations } from "../organizations/tables.ts";
import { roleAssignments } from "./tables.ts";

/** What a user may do, and the organizations in which he may do anything, oldest first. */
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

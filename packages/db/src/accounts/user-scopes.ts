import { roleHas } from "@tocsin/core/access";
import type { DeviceGroupId, OrganizationId } from "@tocsin/core/kernel";
import type { UserScope } from "@tocsin/core/notifications";
import { and, eq, isNull, or } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { formerUsers, roleAssignments, users } from "./tables.ts";

/**
 * What each user of the installation may see in an organization, by address: the union of his assignments there. A user who
 * is disabled, was removed, or has no role there any more, sees nothing; he is no stranger whom an allowed domain would let in.
 */
export const readUserScopes = (db: Drizzle, organizationId: OrganizationId): ReadonlyMap<string, UserScope> => {
  const here = or(isNull(roleAssignments.organizationId), eq(roleAssignments.organizationId, organizationId));
  const rows = db
    .select({
      email: users.email,
      disabledAt: users.disabledAt,
      role: roleAssignments.role,
      deviceGroups: roleAssignments.deviceGroups,
    })
    .from(users)
    .leftJoin(roleAssignments, and(eq(roleAssignments.userId, users.id), here))
    .all();
  const former = db
    .select({ email: formerUsers.email })
    .from(formerUsers)
    .where(eq(formerUsers.organizationId, organizationId))
    .all();
  const scopes = new Map<string, UserScope>(former.map(({ email }) => [email, { groups: new Set() }]));
  for (const { email, disabledAt, role, deviceGroups } of rows) {
    const sees = disabledAt === null && role !== null && roleHas(role, "incidents.read");
    scopes.set(email, union(scopes.get(email), sees ? deviceGroups : []));
  }
  return scopes;
};

const union = (before: UserScope | undefined, added: readonly DeviceGroupId[] | null): UserScope =>
  added === null || before?.groups === null
    ? { groups: null }
    : { groups: new Set([...(before?.groups ?? []), ...added]) };

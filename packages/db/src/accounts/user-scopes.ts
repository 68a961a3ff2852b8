import type { DeviceGroupId, OrganizationId } from "@tocsin/core/kernel";
import type { UserScope } from "@tocsin/core/notifications";
import { and, eq, isNull, or } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { roleAssignments, users } from "./tables.ts";

/** What each user of an organization may see, by address: the union of the user's assignments. */
export const readUserScopes = (db: Drizzle, organizationId: OrganizationId): ReadonlyMap<string, UserScope> => {
  const rows = db
    .select({ email: users.email, deviceGroups: roleAssignments.deviceGroups })
    .from(roleAssignments)
    .innerJoin(users, eq(users.id, roleAssignments.userId))
    .where(
      and(
        isNull(users.disabledAt),
        or(isNull(roleAssignments.organizationId), eq(roleAssignments.organizationId, organizationId)),
      ),
    )
    .all();
  const scopes = new Map<string, UserScope>();
  for (const { email, deviceGroups } of rows) scopes.set(email, union(scopes.get(email), deviceGroups));
  return scopes;
};

const union = (before: UserScope | undefined, added: readonly DeviceGroupId[] | null): UserScope =>
  added === null || before?.groups === null
    ? { groups: null }
    : { groups: new Set([...(before?.groups ?? []), ...added]) };

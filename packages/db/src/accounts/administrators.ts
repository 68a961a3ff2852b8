import type { Role } from "@tocsin/core/access";
import type { OrganizationId } from "@tocsin/core/kernel";
import { and, eq, inArray, isNull, or } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { roleAssignments, users } from "./tables.ts";

/** Roles that look after an organization's rules, sources and transports. */
const administering = ["globalAdministrator", "securityAdministrator"] as const satisfies readonly Role[];

/**
 * The addresses of those who administer all of an organization, in the order of their letters. One who may see some
 * device groups only is none of them: a notice may name rules and sources that belong to others.
 */
export const readAdministrators = (db: Drizzle, organizationId: OrganizationId): readonly string[] => {
  const rows = db
    .select({ email: users.email })
    .from(roleAssignments)
    .innerJoin(users, eq(users.id, roleAssignments.userId))
    .where(
      and(
        isNull(users.disabledAt),
        inArray(roleAssignments.role, [...administering]),
        isNull(roleAssignments.deviceGroups),
        or(isNull(roleAssignments.organizationId), eq(roleAssignments.organizationId, organizationId)),
      ),
    )
    .all();
  return [...new Set(rows.map(({ email }) => email))].sort();
};

import { DomainError, type UserId } from "@tocsin/core/kernel";
import { and, eq, isNull, ne } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { roleAssignments, users } from "./tables.ts";

/**
 * Throws `conflict` where without this user no enabled Global Administrator of all organizations and device groups would be
 * left: nobody could ever let anybody in again. To be run within the write that takes the user away.
 */
export const keepAnAdministrator = (db: Drizzle, without: UserId): void => {
  const administers = and(
    eq(roleAssignments.role, "globalAdministrator"),
    isNull(roleAssignments.organizationId),
    isNull(roleAssignments.deviceGroups),
    isNull(users.disabledAt),
  );
  const others = (who: ReturnType<typeof ne>) =>
    db
      .select({ id: users.id })
      .from(roleAssignments)
      .innerJoin(users, eq(users.id, roleAssignments.userId))
      .where(and(administers, who))
      .get();
  if (others(eq(users.id, without)) === undefined || others(ne(users.id, without)) !== undefined) return;
  throw new DomainError("conflict", "This is the last Global Administrator: make another one first");
};

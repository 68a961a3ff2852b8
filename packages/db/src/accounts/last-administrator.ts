import { type DomainError, refused, type UserId } from "@tocsin/core/kernel";
import { and, eq, isNull, ne, type SQL } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { roleAssignments, users } from "./tables.ts";

/**
 * Throws `conflict` where without this user no enabled Global Administrator of all organizations and device groups would be
 * left: nobody could ever let anybody in again. To be run within the write that takes the user away.
 */
export const keepAnAdministrator = (db: Drizzle, without: UserId): void => {
  if (isThereOne(db, eq(users.id, without)) && !isThereOne(db, ne(users.id, without))) throw wouldBeTheLast();
};

/** The same after a role was taken away, asked within the write that took it. */
export const refuseWithoutAdministrator = (db: Drizzle): void => {
  if (!isThereOne(db)) throw wouldBeTheLast();
};

const isThereOne = (db: Drizzle, who?: SQL): boolean => {
  const administers = and(
    eq(roleAssignments.role, "globalAdministrator"),
    isNull(roleAssignments.organizationId),
    isNull(roleAssignments.deviceGroups),
    isNull(users.disabledAt),
  );
  const found = db
    .select({ id: users.id })
    .from(roleAssignments)
    .innerJoin(users, eq(users.id, roleAssignments.userId))
    .where(and(administers, who))
    .get();
  return found !== undefined;
};

const wouldBeTheLast = (): DomainError => refused("lastAdministrator");

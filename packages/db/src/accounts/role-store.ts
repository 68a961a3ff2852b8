import type { Granted, RoleAssignment, RoleStore } from "@tocsin/core/access";
import { ungroupedId } from "@tocsin/core/device-groups";
import { fieldFaults, type OrganizationId, type RoleAssignmentId, refused, type UserId } from "@tocsin/core/kernel";
import { and, asc, eq, isNull, or } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { readDeviceGroups } from "../device-groups/rows.ts";
import { newId } from "../ids.ts";
import { outdateKnowledge } from "../knowledge.ts";
import { found } from "../not-found.ts";
import type { Drizzle } from "../open.ts";
import { organizations } from "../organizations/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { nameIn } from "./assignments.ts";
import { refuseWithoutAdministrator } from "./last-administrator.ts";
import { endSessions } from "./session-store.ts";
import { roleAssignments, users } from "./tables.ts";

export const openRoleStore = ({ db, writer, clock }: StoreParts): RoleStore => {
  const countsIn = (organizationId: OrganizationId) =>
    or(isNull(roleAssignments.organizationId), eq(roleAssignments.organizationId, organizationId));

  const rowsWithUsers = (organizationId: OrganizationId) =>
    db
      .select({
        assignment: roleAssignments,
        user: { id: users.id, name: nameIn(organizationId), email: users.email },
      })
      .from(roleAssignments)
      .innerJoin(users, eq(users.id, roleAssignments.userId));

  const find = (organizationId: OrganizationId, id: RoleAssignmentId): Granted => {
    const mine = and(countsIn(organizationId), eq(roleAssignments.id, id));
    return grantedOf(found(rowsWithUsers(organizationId).where(mine).get(), "role assignment"));
  };

  /** Part of every write: what somebody may see has changed, for himself and for whoever decides about mails to him. */
  const settle = (userId: UserId, organizationId: OrganizationId | null): void => {
    endSessions(db, userId, null);
    const all = db.select({ id: organizations.id }).from(organizations).all();
    for (const { id } of all) if (organizationId === null || id === organizationId) outdateKnowledge(db, id);
  };

  return {
    list: async (organizationId) =>
      rowsWithUsers(organizationId)
        .where(countsIn(organizationId))
        .orderBy(asc(nameIn(organizationId)), asc(users.id), asc(roleAssignments.createdAt), asc(roleAssignments.id))
        .all()
        .map(grantedOf),

    get: async (organizationId, id) => find(organizationId, id),

    grant: (organizationId, userId, assignment) =>
      writer.write(() => {
        const member = and(eq(roleAssignments.userId, userId), countsIn(organizationId));
        found(db.select({ id: roleAssignments.id }).from(roleAssignments).where(member).get(), "user");
        refuseUnknownGroups(db, organizationId, assignment);
        refuseTwice(db, userId, assignment);
        const id = newId<RoleAssignmentId>();
        const { role, deviceGroups } = assignment;
        db.insert(roleAssignments)
          .values({
            id,
            userId,
            role,
            organizationId: assignment.organizationId,
            deviceGroups: deviceGroups === null ? null : [...deviceGroups],
            createdAt: Math.floor(clock()),
          })
          .run();
        settle(userId, assignment.organizationId);
        const after = find(organizationId, id);
        noteChange({ object: { kind: "role assignment", id }, after });
        return after;
      }),

    revoke: (organizationId, id) =>
      writer.write(() => {
        const before = find(organizationId, id);
        db.delete(roleAssignments).where(eq(roleAssignments.id, id)).run();
        if (before.role === "globalAdministrator") refuseWithoutAdministrator(db);
        settle(before.user.id, before.organizationId);
        noteChange({ object: { kind: "role assignment", id }, before });
      }),
  };
};

const grantedOf = ({
  assignment: { id, role, organizationId, deviceGroups, createdAt },
  user,
}: {
  readonly assignment: typeof roleAssignments.$inferSelect;
  readonly user: Granted["user"];
}): Granted => ({ id, user, role, organizationId, deviceGroups, createdAt });

const refuseUnknownGroups = (db: Drizzle, organizationId: OrganizationId, { deviceGroups }: RoleAssignment): void => {
  if (deviceGroups === null) return;
  const known = new Set([ungroupedId, ...readDeviceGroups(db, organizationId).map(({ id }) => id)]);
  const faults = deviceGroups.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `deviceGroups.${index}`, message: fieldFaults.groupUnknown }],
  );
  if (faults.length > 0) throw refused("roleLimit", null, faults);
};

const refuseTwice = (db: Drizzle, userId: UserId, { role, organizationId, deviceGroups }: RoleAssignment): void => {
  const keyOf = (groups: readonly string[] | null) => (groups === null ? "all" : [...groups].sort().join(" "));
  const held = db.select().from(roleAssignments).where(eq(roleAssignments.userId, userId)).all();
  const same = held.some(
    (other) =>
      other.role === role &&
      other.organizationId === organizationId &&
      keyOf(other.deviceGroups) === keyOf(deviceGroups),
  );
  if (same) throw refused("roleHeld");
};

import type { DeviceGroupId, GroupReach, OrganizationId, Scope } from "../kernel/index.ts";
import { type Role, roleHas, roles } from "./roles.ts";
import { allVerbs, type Verb, verbs } from "./verbs.ts";

/** A role that somebody has somewhere. */
export interface RoleAssignment {
  readonly role: Role;
  /** Null: in every organization. */
  readonly organizationId: OrganizationId | null;
  /** Null: in all device groups, and for what lies in none. */
  readonly deviceGroups: readonly DeviceGroupId[] | null;
}

/** What a caller may do in the organization in which he acts. */
export interface Rights {
  /** Null where he acts in none: then he may do nothing but look after himself. */
  readonly organizationId: OrganizationId | null;
  /** Those of the user, of other organizations too. */
  readonly assignments: readonly RoleAssignment[];
  /** What an access token leaves of them: it never adds any. Null where it leaves all. */
  readonly limits: Omit<RoleAssignment, "organizationId"> | null;
}

const nowhere: GroupReach = new Set();

/** The device groups in which somebody may do something; null: all of them. Empty: nowhere. */
export const reachOf = ({ organizationId, assignments, limits }: Rights, verb: Verb): GroupReach => {
  if (organizationId === null || (limits !== null && !roleHas(limits.role, verb))) return nowhere;
  const { reach } = verbs[verb];
  const held = assignments.filter(
    (assignment) =>
      roleHas(assignment.role, verb) &&
      (assignment.organizationId === null ||
        (reach !== "installation" && assignment.organizationId === organizationId)),
  );
  return intersection(union(held.map(({ deviceGroups }) => deviceGroups)), limits?.deviceGroups ?? null);
};

const union = (lists: readonly (readonly DeviceGroupId[] | null)[]): GroupReach =>
  lists.includes(null) ? null : new Set(lists.flatMap((list) => list ?? []));

const intersection = (reach: GroupReach, limit: readonly DeviceGroupId[] | null): GroupReach => {
  if (limit === null) return reach;
  return new Set(reach === null ? limit : limit.filter((id) => reach.has(id)));
};

/** Whether somebody may do something at all, be it in one device group. */
export const holds = (rights: Rights, verb: Verb): boolean => {
  const groups = reachOf(rights, verb);
  const { reach } = verbs[verb];
  if (reach === "unrestricted" || reach === "installation") return groups === null;
  return groups === null || groups.size > 0;
};

/** Everything that somebody may do in his organization, be it in one device group. */
export const verbsOf = (rights: Rights): readonly Verb[] => allVerbs.filter((verb) => holds(rights, verb));

/** What queries may show and change for a caller who wants to do something. Whoever acts in no organization sees none. */
export const scopeFor = (rights: Rights, verb: Verb): Scope => ({
  organizationId: rights.organizationId ?? ("" as OrganizationId),
  deviceGroups: reachOf(rights, "incidents.read"),
  manages: verbs[verb].reach === "groups" ? reachOf(rights, verb) : reachOf(rights, "incidents.read"),
});

/** A role in words, with how far it reaches: "Security Reader of 2 device groups". */
export const assignmentInWords = ({ role, deviceGroups }: Omit<RoleAssignment, "organizationId">): string => {
  const { title } = roles[role];
  if (deviceGroups === null) return title;
  return `${title} of ${deviceGroups.length} device ${deviceGroups.length === 1 ? "group" : "groups"}`;
};

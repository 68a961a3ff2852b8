import type { Permission } from "./authorize.ts";
import { type Rights, type RoleAssignment, reachOf } from "./rights.ts";
import { roles } from "./roles.ts";
import { verbs } from "./verbs.ts";

/**
 * Whether somebody may give a role, or take it away: nobody gives what he has not himself, so that nobody rises by his own
 * hand. `assignment` is of the organization that the caller acts in, or of all.
 */
export const mayGrant = (rights: Rights, assignment: RoleAssignment): Permission => {
  const refuse = (because: string): Permission => ({ allowed: false, missing: "roles.manage", because });
  const giver =
    assignment.organizationId === null ? { ...rights, assignments: rights.assignments.filter(everywhere) } : rights;
  if (reachOf(giver, "roles.manage") !== null) {
    return refuse(
      assignment.organizationId === null
        ? "only a Global Administrator of all organizations may give, or take away, a role in all of them"
        : "to give roles, or take them away, the right to grant them (roles.manage) is needed for all device groups",
    );
  }
  const beyond = roles[assignment.role].verbs.find(
    (verb) =>
      reachOf(giver, verb) !== null && !(verbs[verb].reach === "installation" && assignment.organizationId !== null),
  );
  return beyond === undefined
    ? { allowed: true, because: "it gives nothing that the giver has not" }
    : refuse(
        `nobody gives more than he has: ${roles[assignment.role].title} has the right ${beyond}, and you have not`,
      );
};

const everywhere = ({ organizationId }: RoleAssignment): boolean => organizationId === null;

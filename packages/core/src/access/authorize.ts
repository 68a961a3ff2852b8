import type { DeviceGroupId, GroupReach } from "../kernel/index.ts";
import { Forbidden } from "./forbidden.ts";
import { assignmentInWords, holds, type Rights, reachOf } from "./rights.ts";
import { roleHas } from "./roles.ts";
import { type Verb, verbs } from "./verbs.ts";

/** Where the thing lies that somebody wants to act on. */
export type ProtectedObject =
  /** All device groups, now and later, or nothing that lies in a group. */
  | { readonly kind: "everything" }
  /** In each of these at once, such as a rule: the right is needed in every one. */
  | { readonly kind: "everyGroup"; readonly ids: readonly DeviceGroupId[] }
  /** Partly in each of these, such as an incident: the right in one of them will do. */
  | { readonly kind: "anyGroup"; readonly ids: readonly DeviceGroupId[] };

/** Whether something is allowed, and why, in a sentence for the person who asked. */
export type Permission =
  | { readonly allowed: true; readonly because: string }
  | { readonly allowed: false; readonly missing: Verb; readonly because: string };

/**
 * The one place that says who may do what. An action needs one verb, or several at once, which then have to be held in
 * the same device group. Without an object it asks whether the caller may do such a thing at all.
 */
export const authorize = (
  rights: Rights,
  action: Verb | readonly Verb[],
  object: ProtectedObject | null = null,
): Permission => {
  const needed = [action].flat() as readonly Verb[];
  const missing = needed.find((verb) => !holds(rights, verb));
  if (missing !== undefined) return { allowed: false, missing, because: lackOf(rights, missing) };
  const groups = needed.map((verb) => shared(rights, verb)).reduce(both, null);
  const [narrowest] = needed.toSorted((a, b) => sizeOf(reachOf(rights, a)) - sizeOf(reachOf(rights, b)));
  if (narrowest === undefined) throw new Error("An action needs at least one verb");
  const refusal = object === null ? refuseNowhere(groups) : refuseOutside(groups, object);
  if (refusal !== null) return { allowed: false, missing: narrowest, because: `${inWords(narrowest)} ${refusal}` };
  return { allowed: true, because: becauseOf(rights, needed) };
};

/** Where a verb counts: what lies in no group is not asked for its group. */
const shared = (rights: Rights, verb: Verb): GroupReach =>
  verbs[verb].reach === "groups" ? reachOf(rights, verb) : null;

const both = (a: GroupReach, b: GroupReach): GroupReach => {
  if (a === null) return b;
  return b === null ? a : new Set([...a].filter((id) => b.has(id)));
};

const sizeOf = (groups: GroupReach): number => groups?.size ?? Number.POSITIVE_INFINITY;

const refuseNowhere = (groups: GroupReach): string | null =>
  groups === null || groups.size > 0 ? null : "is needed in the same device group as the other right";

/** Throws where what somebody manages does not reach an object: for stores, which look at both in one transaction. */
export const demandWithin = (manages: GroupReach, verb: Verb, object: ProtectedObject): void => {
  const refusal = refuseOutside(manages, object);
  if (refusal !== null) throw new Forbidden(verb, `${inWords(verb)} ${refusal}`);
};

const refuseOutside = (groups: GroupReach, object: ProtectedObject): string | null => {
  if (groups === null) return null;
  switch (object.kind) {
    case "everything":
      return "is needed for all device groups";
    case "everyGroup": {
      const outside = object.ids.filter((id) => !groups.has(id)).length;
      return outside === 0 ? null : `is needed in every device group concerned, and is missing in ${outside} of them`;
    }
    case "anyGroup":
      return object.ids.some((id) => groups.has(id)) ? null : "is needed in a device group concerned";
  }
};

const lackOf = ({ organizationId, assignments, limits }: Rights, verb: Verb): string => {
  const word = inWords(verb);
  if (organizationId === null) return `${word} is needed in an organization, and you have a role in none`;
  const held = assignments.some(({ role }) => roleHas(role, verb));
  if (held && limits !== null && !roleHas(limits.role, verb)) return `${word} is not among those of this access token`;
  if (!held || verbs[verb].reach === "groups" || verbs[verb].reach === "organization") {
    return `${word} is not among those of your roles here`;
  }
  return verbs[verb].reach === "installation"
    ? `${word} is needed for all organizations`
    : `${word} is needed for all device groups, and yours are limited`;
};

const inWords = (verb: Verb): string => `the right to ${verbs[verb].words} (${verb})`;

const becauseOf = ({ assignments, organizationId }: Rights, needed: readonly Verb[]): string => {
  const giving = assignments.filter(
    (assignment) =>
      (assignment.organizationId === null || assignment.organizationId === organizationId) &&
      needed.some((verb) => roleHas(assignment.role, verb)),
  );
  return [...new Set(giving.map(assignmentInWords))].join(" and ");
};

import { authorize, type ProtectedObject } from "./authorize.ts";
import { Forbidden } from "./forbidden.ts";
import { mayGrant } from "./granting.ts";
import type { Rights, RoleAssignment } from "./rights.ts";
import type { Verb } from "./verbs.ts";

/** Throws `Forbidden` where {@link authorize} says no. */
export const demand = (rights: Rights, action: Verb | readonly Verb[], object: ProtectedObject | null = null): void => {
  const permission = authorize(rights, action, object);
  if (!permission.allowed) throw new Forbidden(permission.missing, permission.because);
};

/** Throws `Forbidden` where {@link mayGrant} says no. */
export const demandGrant = (rights: Rights, assignment: RoleAssignment): void => {
  const permission = mayGrant(rights, assignment);
  if (!permission.allowed) throw new Forbidden(permission.missing, permission.because);
};

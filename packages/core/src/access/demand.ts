import { authorize, type ProtectedObject } from "./authorize.ts";
import { Forbidden } from "./forbidden.ts";
import type { Rights } from "./rights.ts";
import type { Verb } from "./verbs.ts";

/** Throws `Forbidden` where {@link authorize} says no. */
export const demand = (rights: Rights, action: Verb | readonly Verb[], object: ProtectedObject | null = null): void => {
  const permission = authorize(rights, action, object);
  if (!permission.allowed) throw new Forbidden(permission.missing, permission.because);
};

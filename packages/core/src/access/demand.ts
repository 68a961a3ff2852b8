import { DomainError } from "../kernel/index.ts";
import { authorize, type ProtectedObject } from "./authorize.ts";
import type { Rights } from "./rights.ts";
import type { Verb } from "./verbs.ts";

/** Ends a request that its caller may not make; remembers which right was missing. */
export class Forbidden extends DomainError {
  readonly missing: Verb;

  constructor(missing: Verb, because: string) {
    super("forbidden", `${because.charAt(0).toUpperCase()}${because.slice(1)}`);
    this.missing = missing;
  }
}

/** Throws `Forbidden` where {@link authorize} says no. */
export const demand = (rights: Rights, action: Verb | readonly Verb[], object: ProtectedObject | null = null): void => {
  const permission = authorize(rights, action, object);
  if (!permission.allowed) throw new Forbidden(permission.missing, permission.because);
};

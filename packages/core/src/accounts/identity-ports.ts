import type { Role } from "../access/index.ts";
import type { UserId } from "../kernel/index.ts";

/** Whom a provider of single sign-on vouches for. */
export interface ForeignIdentity {
  readonly issuer: string;
  /** The provider's own name for the person, which never goes to another. */
  readonly subject: string;
  /** Normalised; null where the provider does not say that the person has the mailbox. */
  readonly email: string | null;
  readonly name: string;
  /** What the person's groups give. */
  readonly roles: readonly Role[];
}

export interface IdentityStore {
  /**
   * Who it is: somebody known by this identity, else by a verified address, else somebody new if the groups give a role. What
   * the groups give is brought up to date, in the oldest organization; roles that people gave stay. Null for nobody, and for who
   * is disabled.
   */
  comeIn(identity: ForeignIdentity): Promise<UserId | null>;
}

import type { Rights } from "../access/index.ts";
import type { OrganizationId, UserId } from "../kernel/index.ts";
import type { Organization, OrganizationDraft } from "../organizations/index.ts";

export interface FirstAdministrator {
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly organization: OrganizationDraft;
  readonly accessTokenHash: string;
}

/** A person, as far as requests need to know. */
export interface User {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
}

export interface PasswordReset {
  /** Normalised. */
  readonly email: string;
  readonly passwordHash: string;
  /** Of a new access token that is made in place of those that are revoked; null makes none. */
  readonly accessTokenHash: string | null;
}

export interface PasswordResetDone {
  readonly user: User;
  /** A disabled user cannot sign in with the new password either. */
  readonly disabled: boolean;
  readonly revokedTokens: number;
}

/** Who calls, by a token or a session, before it is said in which organization he acts. */
export interface Holder extends Omit<Rights, "organizationId"> {
  readonly user: User;
  /** The one organization that an access token is for; null where the holder may choose. */
  readonly boundTo: OrganizationId | null;
  /** Those in which the user has a role, oldest first. */
  readonly organizations: readonly OrganizationId[];
}

export interface AccountStore {
  isSetUp(): Promise<boolean>;
  /** Makes the first administrator and organization, once: null for everyone after the first, however many try at once. */
  setUp(first: FirstAdministrator): Promise<{ readonly user: User; readonly organization: Organization } | null>;
  /** Sets a user's password and revokes everything that the old one may have given away; null for an unknown address. */
  resetPassword(reset: PasswordReset): Promise<PasswordResetDone | null>;
  /** Who holds an access token; null for one that is unknown or expired, or whose user is disabled. */
  findByTokenHash(hash: string): Promise<Holder | null>;
}

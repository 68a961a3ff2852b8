import type { Instant, OrganizationId, RoleAssignmentId, UserId } from "../kernel/index.ts";
import type { RoleAssignment } from "./rights.ts";

/** A role that somebody was given. */
export interface Granted extends RoleAssignment {
  readonly id: RoleAssignmentId;
  readonly user: { readonly id: UserId; readonly name: string; readonly email: string };
  readonly createdAt: Instant;
}

/**
 * Every write ends the user's sessions and outdates what decisions know. Throws `notFound`, `invalid` for a device group that
 * is not to be had, and `conflict` where the last Global Administrator of all organizations would be gone.
 */
export interface RoleStore {
  /** The roles that count in an organization, those of all organizations among them; by name, then oldest first. */
  list(organizationId: OrganizationId): Promise<readonly Granted[]>;
  /** One that counts in an organization. */
  get(organizationId: OrganizationId, id: RoleAssignmentId): Promise<Granted>;
  /** `organizationId` is where the giver acts; the assignment may be of all organizations. */
  grant(organizationId: OrganizationId, userId: UserId, assignment: RoleAssignment): Promise<Granted>;
  revoke(organizationId: OrganizationId, id: RoleAssignmentId): Promise<void>;
}

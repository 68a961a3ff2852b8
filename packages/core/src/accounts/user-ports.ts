import type { DeliveryId, Job, OrganizationId, Page, PageRequest, UserId } from "../kernel/index.ts";
import type { LinkPurpose } from "./links.ts";
import type { Invitation, Member, UserChange } from "./users.ts";

/** The hash of the token that the link of a delivery's mail carries: it follows from the delivery's id. */
export type LinkHashOf = (deliveryId: DeliveryId) => string;

export interface InvitationMade {
  readonly member: Member;
  readonly jobs: readonly Job[];
}

/** Users of an organization: those who have a role in it. Whoever has none answers like a missing one. */
export interface UserStore {
  /** The newest first. */
  list(organizationId: OrganizationId, page: PageRequest): Promise<Page<Member>>;
  get(organizationId: OrganizationId, id: UserId): Promise<Member>;
  /**
   * Makes a user with roles in the organization and mails the link; one whom another organization has already is given the
   * roles. Throws `conflict` for one who is here, `invalid` for device groups that are not.
   */
  invite(invite: {
    readonly organizationId: OrganizationId;
    readonly invitation: Invitation;
    readonly by: string;
    readonly linkHashOf: LinkHashOf;
  }): Promise<InvitationMade>;
  /** Mails a new link, and ends the ones before. Throws `conflict` for a user whom it does not fit. */
  mailLink(mail: {
    readonly organizationId: OrganizationId;
    readonly id: UserId;
    readonly purpose: LinkPurpose;
    readonly by: string;
    readonly linkHashOf: LinkHashOf;
  }): Promise<readonly Job[]>;
  /** Mails a link to whoever has this normalised address and may use it; answers alike where nobody does. */
  mailReset(email: string, linkHashOf: LinkHashOf): Promise<readonly Job[]>;
  /** Throws `conflict` where no enabled Global Administrator of all organizations would be left. */
  change(organizationId: OrganizationId, id: UserId, change: UserChange): Promise<Member>;
  /** Removes the user with everything that let him in. Throws `conflict` as {@link change} does. */
  remove(organizationId: OrganizationId, id: UserId): Promise<void>;
}

import type { OrganizationId, Scope } from "../kernel/index.ts";
import type { Organization, OrganizationDraft } from "./organization.ts";

export interface OrganizationStore {
  /** Every organization, oldest first: for whoever looks after the installation itself and so stands above every scope. */
  all(): Promise<readonly Organization[]>;
  get(scope: Scope): Promise<Organization>;
  /** Throws `conflict` where another one has the name. */
  create(draft: OrganizationDraft): Promise<Organization>;
  /** Removes one to which nothing belongs but roles. Throws `notFound`, and `conflict` where anything does. */
  remove(id: OrganizationId): Promise<void>;
  /**
   * Sets it to what `change` makes of it as it is now; nothing comes between reading and writing. Outdates what
   * decisions know. An address that is no longer allowed is refused when it is next told.
   */
  change(scope: Scope, change: (now: OrganizationDraft) => OrganizationDraft): Promise<Organization>;
}

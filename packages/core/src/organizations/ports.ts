import type { Scope } from "../kernel/index.ts";
import type { Organization, OrganizationDraft } from "./organization.ts";

export interface OrganizationStore {
  get(scope: Scope): Promise<Organization>;
  /** Outdates what decisions know. An address that is no longer allowed is refused when it is next told. */
  save(scope: Scope, draft: OrganizationDraft): Promise<Organization>;
}

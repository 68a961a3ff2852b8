import type { OrganizationId } from "./ids.ts";

/**
 * What a caller may see, an argument of every query, so that lists, counts and single reads are computed inside it
 * and a foreign object answers like a missing one.
 */
export interface Scope {
  readonly organizationId: OrganizationId;
}

import type { DeviceGroupId, OrganizationId } from "./ids.ts";

/** Some device groups; null: all of them, and what lies in none. */
export type GroupReach = ReadonlySet<DeviceGroupId> | null;

/**
 * What a caller may see, an argument of every query, so that lists, counts and single reads are computed inside it
 * and a foreign object answers like a missing one.
 */
export interface Scope {
  readonly organizationId: OrganizationId;
  /** The device groups whose incidents, rules and deliveries the caller may see. */
  readonly deviceGroups: GroupReach;
  /** Those in which he may do what he has asked for: a part of `deviceGroups`, and all of it where he only looks. */
  readonly manages: GroupReach;
}

/** The scope of whoever is limited to no device group, and of the program itself. */
export const wholeOrganization = (organizationId: OrganizationId): Scope => ({
  organizationId,
  deviceGroups: null,
  manages: null,
});

import type { DeviceGroupId } from "../kernel/index.ts";
import type { ReceiveRight } from "../notification-rules/index.ts";
import { domainOf, isAllowedDomain } from "../recipients/index.ts";

/** What a user of this installation may see in an organization; null: every device group. */
export interface UserScope {
  readonly groups: ReadonlySet<DeviceGroupId> | null;
}

/**
 * What an address may be told: a user, about the device groups that he may see now; anybody else,
 * if the organization allows the address's domain. Asked when planning and again at every claim.
 */
export const receiveRight = (
  address: string,
  allowedDomains: readonly string[],
  userScopeOf: (address: string) => UserScope | null,
): ReceiveRight => {
  const user = userScopeOf(address);
  if (user !== null) return user.groups === null ? { kind: "all" } : { kind: "groups", ids: user.groups };
  return isAllowedDomain(address, allowedDomains)
    ? { kind: "all" }
    : { kind: "refused", reason: `${domainOf(address)} is not among the domains that may receive mail` };
};

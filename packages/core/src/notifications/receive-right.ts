import type { DeviceGroup } from "../device-groups/index.ts";
import type { Alert, Incident } from "../incidents/index.ts";
import type { DeviceGroupId } from "../kernel/index.ts";
import type { NotificationRule, ReceiveRight } from "../notification-rules/index.ts";
import { domainOf, isAllowedDomain } from "../recipients/index.ts";
import { projectIncident } from "./project.ts";

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
  if (user?.groups?.size === 0) return { kind: "refused", reason: "this user is disabled, or has no role here" };
  if (user !== null) return user.groups === null ? { kind: "all" } : { kind: "groups", ids: user.groups };
  return isAllowedDomain(address, allowedDomains)
    ? { kind: "all" }
    : { kind: "refused", reason: `${domainOf(address)} is not among the domains that may receive mail` };
};

/** Why a mail that was planned may not go out any more; null where it may. */
export const rightLost = (
  {
    incident,
    alerts,
    rules,
    groups,
  }: {
    readonly incident: Incident;
    readonly alerts: readonly Alert[];
    readonly rules: readonly NotificationRule[];
    readonly groups: readonly DeviceGroup[];
  },
  right: ReceiveRight,
): string | null => {
  if (right.kind === "all") return null;
  if (right.kind === "refused") return right.reason;
  const shown = projectIncident(incident, alerts, rules, right, groups);
  return shown.groups.length > 0 ? null : "no device concerned is in a group that this user may see any more";
};

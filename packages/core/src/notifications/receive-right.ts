import type { DeviceGroup } from "../device-groups/index.ts";
import type { Alert, Incident } from "../incidents/index.ts";
import { type DeviceGroupId, type Instant, reasonOf, reasons } from "../kernel/index.ts";
import type { NotificationRule, ReceiveRight } from "../notification-rules/index.ts";
import { domainOf, isAllowedDomain, isMuted, type Mute, mutedSentence } from "../recipients/index.ts";
import { devicesOf, projectIncident } from "./project.ts";
import type { Told } from "./to-message.ts";

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
  if (user?.groups?.size === 0) return { kind: "refused", reason: reasons.userGone };
  if (user !== null) return user.groups === null ? { kind: "all" } : { kind: "groups", ids: user.groups };
  return isAllowedDomain(address, allowedDomains)
    ? { kind: "all" }
    : { kind: "refused", reason: reasonOf("domainRefused", { domain: String(domainOf(address)) }) };
};

/** What a right is held against: an incident, and the rules that asked for a mail about it. */
interface Concerned {
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  readonly rules: readonly NotificationRule[];
  readonly groups: readonly DeviceGroup[];
}

/** Why a mail that was planned may not go out any more; null where it may. */
export const rightLost = ({ incident, alerts, rules, groups }: Concerned, right: ReceiveRight): string | null => {
  if (right.kind === "all") return null;
  if (right.kind === "refused") return right.reason;
  const shown = projectIncident(incident, alerts, rules, right, groups);
  return shown.groups.length > 0 ? null : reasons.seesNoneNow;
};

/**
 * Why a mail that is made may not go out as it is: it shows more than its reader may be told now. Null where it may. What
 * the reader may see beyond what it shows is no reason.
 */
export const rightNarrowed = (
  { incident, alerts, rules, groups, sealed }: Concerned & { readonly sealed: Told | null },
  right: ReceiveRight,
): string | null => {
  if (right.kind === "all") return null;
  const shown = devicesOf(projectIncident(incident, alerts, rules, right, groups).alerts);
  const visible = new Set(shown);
  // Null: it was made for a reader without limits. Undefined: nobody knows what it shows.
  if (sealed?.devices?.every((device) => visible.has(device))) return null;
  return reasons.showsTooMuch;
};

/** The right of whoever has muted an incident is none, until that is over. */
export const rightUnlessMuted = (
  right: ReceiveRight,
  mute: Mute | undefined,
  { over, now }: { readonly over: boolean; readonly now: Instant },
): ReceiveRight =>
  mute !== undefined && isMuted(mute, over, now)
    ? { kind: "refused", reason: mutedSentence(mute), muted: true }
    : right;

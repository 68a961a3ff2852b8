import type { DeviceGroup } from "../device-groups/index.ts";
import type { Alert, Incident, IncidentChange } from "../incidents/index.ts";
import type { DeliveryId } from "../kernel/index.ts";
import type { NotificationRule } from "../notification-rules/index.ts";
import type { Organization } from "../organizations/index.ts";
import type { Recipient } from "../recipients/index.ts";
import type { UserScope } from "./receive-right.ts";
import type { Told } from "./to-message.ts";

/** What an incident mail is made from, read in one go. */
export interface TellingFacts {
  readonly organization: Organization;
  readonly incident: Incident;
  readonly alerts: readonly Alert[];
  readonly changes: readonly IncidentChange[];
  readonly rules: readonly NotificationRule[];
  readonly groups: readonly DeviceGroup[];
  readonly recipient: Recipient;
  readonly userScope: UserScope | null;
  readonly told: Told | null;
  readonly otherRecipients: number;
}

export interface TellingStore {
  /** The facts behind an incident delivery; null for one that tells of no incident. */
  tellingFacts(deliveryId: DeliveryId): Promise<TellingFacts | null>;
}

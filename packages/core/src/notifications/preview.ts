import type { DeviceGroup } from "../device-groups/index.ts";
import type { Alert, Incident } from "../incidents/index.ts";
import { type DeliveryId, highestOf, type Instant } from "../kernel/index.ts";
import type { IncidentMessage } from "../messages/index.ts";
import { draftedRule, type ReceiveRight, type RuleDraft } from "../notification-rules/index.ts";
import type { Organization } from "../organizations/index.ts";
import { sampleIncident } from "./sample-incident.ts";
import { toIncidentMessage } from "./to-message.ts";

export interface PreviewInput {
  readonly draft: RuleDraft;
  readonly organization: Organization;
  readonly groups: readonly DeviceGroup[];
  /** A real incident with its alerts; null takes a sample. */
  readonly shown: { readonly incident: Incident; readonly alerts: readonly Alert[] } | null;
  readonly address: string;
  /** What the address may be told; without it, everything. */
  readonly right?: ReceiveRight;
  readonly deliveryId: DeliveryId;
  readonly publicUrl: string;
  readonly mailDomain: string;
  readonly now: Instant;
}

// What is made up lies in nobody's device groups.
const everything: ReceiveRight = { kind: "all" };

/** The first mail that a rule, as drafted, would send to an address: made by the function that makes the real ones. */
export const previewMessage = (input: PreviewInput): IncidentMessage => {
  const { draft, organization, groups, address, now } = input;
  const wanted = draft.recipients.find((recipient) => recipient.address === address);
  const { incident, alerts } = input.shown ?? sampleIncident(organization.id, highestOf(draft.severities), now);
  return toIncidentMessage({
    deliveryId: input.deliveryId,
    organization,
    incident,
    alerts,
    changes: [],
    // A sample lies in no device group, so a limited rule shows it whole.
    rules: [draftedRule(input.shown === null ? { ...draft, deviceGroups: { scope: "all" } } : draft, organization)],
    groups,
    recipient: {
      organizationId: organization.id,
      address,
      locale: wanted?.locale ?? organization.locale,
      timeZone: wanted?.timeZone ?? organization.timeZone,
      required: false,
    },
    right: input.shown === null ? everything : (input.right ?? everything),
    told: null,
    acknowledgement: null,
    escalation: null,
    otherRecipients: draft.recipients.filter((recipient) => recipient.address !== address).length,
    publicUrl: input.publicUrl,
    mailDomain: input.mailDomain,
    now,
  }).message;
};

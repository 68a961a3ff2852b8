import type { ClaimedDelivery, Composed } from "@tocsin/core/deliveries";
import type { Message } from "@tocsin/core/messages";
import {
  receiveRight,
  rightLost,
  type TellingFacts,
  type TellingStore,
  toIncidentMessage,
} from "@tocsin/core/notifications";
import type { IncidentMailMemory } from "@tocsin/db";
import { composeDigest } from "./compose-digest.ts";
import type { ComposeParts } from "./compose-parts.ts";

/**
 * Checks, at every claim, that the address may still be told, and makes the mail at the first one. A stored mail is
 * sent as stored: what a retry carries is what the first attempt may have delivered.
 */
export const composeMail = async (parts: ComposeParts, claimed: ClaimedDelivery): Promise<Composed> => {
  const { delivery, mail } = claimed;
  if (delivery.messageKind === "digest") return composeDigest(parts, claimed);
  if (delivery.message !== null) return composeDirect(parts, claimed, delivery.message);
  const facts = await parts.tellings.tellingFacts(delivery.id);
  if (facts === null) return { kind: "cancelled", reason: "what it was to tell of is no longer known" };
  const right = rightOf(facts, delivery.address);
  const lost = rightLost(facts, right);
  if (lost !== null) return { kind: "cancelled", reason: lost };
  if (mail !== null) return { kind: "mail", sealed: null, mail };

  const now = parts.now();
  const { mailDomain, publicUrl } = parts;
  const { message, told } = toIncidentMessage({ ...facts, deliveryId: delivery.id, right, publicUrl, mailDomain, now });
  const fresh = parts.render(message, { from: parts.mailFrom, publicUrl }, now);
  const remember: IncidentMailMemory = {
    kind: "incident",
    incidentId: facts.incident.id,
    address: delivery.address,
    told,
  };
  return { kind: "mail", sealed: { mail: fresh, remember }, mail: fresh };
};

/** A message that follows from no change was made when it was asked for; only the right to be told can be lost. */
const composeDirect = async (
  { tellings, render, mailFrom, publicUrl, now }: ComposeParts,
  { delivery, mail }: ClaimedDelivery,
  message: Message,
): Promise<Composed> => {
  const lost = await directRightLost(tellings, delivery, message);
  if (lost !== null) return { kind: "cancelled", reason: lost };
  if (mail !== null) return { kind: "mail", sealed: null, mail };
  const fresh = render(message, { from: mailFrom, publicUrl }, now());
  return { kind: "mail", sealed: { mail: fresh, remember: null }, mail: fresh };
};

/** Why an address may not be told directly any more; null while it may. */
const directRightLost = async (
  tellings: TellingStore,
  { organizationId, address }: ClaimedDelivery["delivery"],
  message: Message,
): Promise<string | null> => {
  // What concerns an account goes to its owner, wherever its organization lets incidents be told.
  if (message.kind === "account") return null;
  if (message.kind === "notice") {
    const may = await tellings.isAdministrator(organizationId, address);
    return may ? null : "the address is no longer an administrator’s";
  }
  const right = await tellings.rightOf(organizationId, address);
  return right.kind === "refused" ? right.reason : null;
};

const rightOf = ({ organization, userScope }: TellingFacts, address: string) =>
  receiveRight(address, organization.allowedDomains, () => userScope);

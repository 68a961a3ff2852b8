import type { ClaimedDelivery, Composed } from "@tocsin/core/deliveries";
import { reasons } from "@tocsin/core/kernel";
import type { Message } from "@tocsin/core/messages";
import {
  rightLost,
  rightNarrowed,
  type TellingFacts,
  toIncidentMessage,
  unwanted,
  whyOver,
} from "@tocsin/core/notifications";
import type { IncidentMailMemory } from "@tocsin/db";
import { composeDigest } from "./compose-digest.ts";
import type { ComposeParts } from "./compose-parts.ts";
import { directRightLost, rightOf } from "./present-right.ts";
import { freshMail } from "./remake.ts";

/**
 * Checks, at every claim, that the address may still be told, and makes the mail at the first one. A stored mail is
 * sent as stored, because a retry carries what the first attempt may have delivered; but where its reader may see less by
 * now, it is made anew within that.
 */
export const composeMail = async (parts: ComposeParts, claimed: ClaimedDelivery): Promise<Composed> => {
  const { delivery, mail } = claimed;
  if (delivery.messageKind === "digest") return composeDigest(parts, claimed);
  if (delivery.message !== null) return composeDirect(parts, claimed, delivery.message);
  const facts = await parts.tellings.tellingFacts(delivery.id);
  if (facts === null) return { kind: "cancelled", reason: reasons.forgotten };
  const right = rightOf(facts);
  const lost = rightLost(facts, right) ?? escalationOver(facts) ?? unwanted(facts, parts.now());
  if (lost !== null) return { kind: "cancelled", reason: lost };
  const narrowed = mail && rightNarrowed(facts, right);
  if (mail !== null && narrowed === null) return { kind: "mail", sealed: null, mail };

  const now = parts.now();
  const { mailDomain, publicUrl } = parts;
  const { message, told } = toIncidentMessage({ ...facts, deliveryId: delivery.id, right, publicUrl, mailDomain, now });
  const remember: IncidentMailMemory = {
    kind: "incident",
    incidentId: facts.incident.id,
    address: delivery.address,
    told,
  };
  return freshMail(parts.render(message, { from: parts.mailFrom, publicUrl }, now), { mail, narrowed, remember });
};

/** Why nobody further needs to be told any more: somebody answered, or it is over, since the delivery was made. */
const escalationOver = ({ escalation, incident, acknowledgement, rules }: TellingFacts): string | null => {
  if (escalation === null) return null;
  const rule = rules.find(({ id }) => id === escalation.ruleId) ?? null;
  return whyOver({ rule, incident, acknowledgement });
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
  const made = render(message, { from: mailFrom, publicUrl }, now());
  return freshMail(made, { mail, narrowed: null, remember: null });
};

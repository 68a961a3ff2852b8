import type { Delivery } from "@tocsin/core/deliveries";
import { type DeliveryId, reasons } from "@tocsin/core/kernel";
import type { Message, TestMessage } from "@tocsin/core/messages";
import type { ReceiveRight } from "@tocsin/core/notification-rules";
import {
  digestNarrowed,
  receiveRight,
  rightLost,
  rightNarrowed,
  type TellingFacts,
  type TellingStore,
} from "@tocsin/core/notifications";

/** What the recipient of an incident mail may be told now. */
export const rightOf = ({ organization, recipient, userScope }: TellingFacts): ReceiveRight =>
  receiveRight(recipient.address, organization.allowedDomains, () => userScope);

/** Why an address may not be told a message that follows from no change; null while it may. */
export const directRightLost = async (
  tellings: TellingStore,
  { organizationId, address }: Pick<Delivery, "organizationId" | "address">,
  message: Message,
): Promise<string | null> => {
  // What concerns an account goes to its owner, wherever its organization lets incidents be told.
  if (message.kind === "account") return null;
  if (message.kind === "notice") {
    const may = await tellings.isAdministrator(organizationId, address);
    return may ? null : reasons.administratorGone;
  }
  const right = await tellings.rightOf(organizationId, address);
  if (right.kind === "refused") return right.reason;
  return message.kind === "test" && right.kind === "groups" ? testNarrowed(message, right.ids) : null;
};

/** A test is made of what its reader could see when it was asked for, and there is nothing to make it anew from. */
const testNarrowed = ({ groups = null }: TestMessage, visible: ReadonlySet<string>): string | null =>
  groups?.every((id) => visible.has(id)) ? null : reasons.testShowsTooMuch;

/** Whether a mail that is made may go out as it is: nobody's right to it was lost or narrowed since. */
export const mayGoAsStored = async (tellings: TellingStore, id: DeliveryId): Promise<boolean> => {
  const delivery = await tellings.deliveryOf(id);
  if (delivery === null) return false;
  const { organizationId, address, message, messageKind } = delivery;
  if (message !== null) return (await directRightLost(tellings, delivery, message)) === null;
  if (messageKind === "digest") {
    const right = await tellings.rightOf(organizationId, address);
    return right.kind !== "refused" && digestNarrowed(address, await tellings.digestMembers(id)) === null;
  }
  const facts = await tellings.tellingFacts(id);
  if (facts === null) return false;
  const right = rightOf(facts);
  return rightLost(facts, right) === null && rightNarrowed(facts, right) === null;
};

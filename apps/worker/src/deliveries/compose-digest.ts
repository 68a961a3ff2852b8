import type { ClaimedDelivery, Composed } from "@tocsin/core/deliveries";
import type { DeliveryId } from "@tocsin/core/kernel";
import { type DigestMember, lostInDigest, toDigest } from "@tocsin/core/notifications";
import type { DigestMembersMemory, DigestMemory } from "@tocsin/db";
import type { ComposeParts } from "./compose-parts.ts";

/** Makes a digest at its first claim of what may still be told; checks at later ones that all of it may be. */
export const composeDigest = async (parts: ComposeParts, claimed: ClaimedDelivery): Promise<Composed> => {
  const { delivery, mail } = claimed;
  const right = await parts.tellings.rightOf(delivery.organizationId, delivery.address);
  if (right.kind === "refused") return { kind: "cancelled", reason: right.reason };
  const members = await parts.tellings.digestMembers(delivery.id);
  if (mail !== null) return sentAsStored(claimed, mail, members);

  const now = parts.now();
  const { mailDomain, publicUrl } = parts;
  const { message, told, dropped } = toDigest({ digest: delivery, members, mailDomain, publicUrl, now });
  const memory: DigestMembersMemory = { kind: "digestMembers", dropped, released: [] };
  if (message === null) return { kind: "cancelled", reason: nothingLeft(dropped), remember: memory };
  const fresh = parts.render(message, { from: parts.mailFrom, publicUrl }, now);
  const { address } = delivery;
  const remember: DigestMemory = { kind: "digest", told: told.map((one) => ({ ...one, address })), members: memory };
  return { kind: "mail", sealed: { mail: fresh, remember }, mail: fresh };
};

/** What may not be told any more cannot be taken out of a mail that is made: the rest finds another way. */
const sentAsStored = (
  { delivery }: ClaimedDelivery,
  mail: NonNullable<ClaimedDelivery["mail"]>,
  members: readonly DigestMember[],
): Composed => {
  const dropped = lostOf(delivery.address, members);
  const [first] = dropped;
  if (first === undefined) return { kind: "mail", sealed: null, mail };
  const lost = new Set<DeliveryId>(dropped.map(({ deliveryId }) => deliveryId));
  const released = members.flatMap(({ deliveryId }) => (lost.has(deliveryId) ? [] : [deliveryId]));
  const remember: DigestMembersMemory = { kind: "digestMembers", dropped, released };
  return { kind: "cancelled", reason: `part of it may not be told any more: ${first.reason}`, remember };
};

const lostOf = (address: string, members: readonly DigestMember[]): DigestMembersMemory["dropped"] =>
  members.flatMap(({ deliveryId, facts }) => {
    const reason = lostInDigest(address, facts);
    return reason === null ? [] : [{ deliveryId, reason }];
  });

const nothingLeft = (dropped: DigestMembersMemory["dropped"]): string =>
  dropped.length === 0
    ? "everything that it was to tell went out by itself"
    : [...new Set(dropped.map(({ reason }) => reason))].join("; ");

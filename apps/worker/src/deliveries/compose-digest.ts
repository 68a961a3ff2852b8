import type { ClaimedDelivery, Composed } from "@tocsin/core/deliveries";
import { reasons } from "@tocsin/core/kernel";
import { digestNarrowed, toDigest } from "@tocsin/core/notifications";
import type { DigestMembersMemory, DigestMemory } from "@tocsin/db";
import type { ComposeParts } from "./compose-parts.ts";
import { freshMail } from "./remake.ts";

/** Makes a digest at its first claim of what may be told then, and anew at a later one where less of it may be. */
export const composeDigest = async (parts: ComposeParts, claimed: ClaimedDelivery): Promise<Composed> => {
  const { delivery, mail } = claimed;
  const { address } = delivery;
  const right = await parts.tellings.rightOf(delivery.organizationId, address);
  if (right.kind === "refused") return { kind: "cancelled", reason: right.reason };
  const members = await parts.tellings.digestMembers(delivery.id);
  const narrowed = mail && digestNarrowed(address, members);
  if (mail !== null && narrowed === null) return { kind: "mail", sealed: null, mail };

  const now = parts.now();
  const { mailDomain, publicUrl } = parts;
  const { message, told, dropped } = toDigest({ digest: delivery, members, mailDomain, publicUrl, now });
  const memory: DigestMembersMemory = { kind: "digestMembers", dropped };
  if (message === null) return { kind: "cancelled", reason: nothingLeft(dropped), remember: memory };
  const remember: DigestMemory = { kind: "digest", told: told.map((one) => ({ ...one, address })), members: memory };
  return freshMail(parts.render(message, { from: parts.mailFrom, publicUrl }, now), { mail, narrowed, remember });
};

const nothingLeft = (dropped: DigestMembersMemory["dropped"]): string =>
  dropped.length === 0 ? reasons.toldWithout : [...new Set(dropped.map(({ reason }) => reason))].join("; ");

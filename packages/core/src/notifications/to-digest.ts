import type { Delivery } from "../deliveries/index.ts";
import { type DeliveryId, type IncidentId, rankOf, reasons } from "../kernel/index.ts";
import type { DigestIncident, DigestMessage, IncidentMessage, MessageRule } from "../messages/index.ts";
import type { DigestMember, TellingFacts } from "./ports.ts";
import { receiveRight, rightLost, rightNarrowed } from "./receive-right.ts";
import { type TellingInput, type Told, toIncidentMessage } from "./to-message.ts";
import { unwanted } from "./unwanted.ts";

export interface DigestInput extends Pick<TellingInput, "publicUrl" | "mailDomain" | "now"> {
  readonly digest: Pick<Delivery, "id" | "address" | "createdAt">;
  readonly members: readonly DigestMember[];
}

/** A digest, what to remember of it for the next mails of its incidents, and what had to be left out. */
export interface Digest {
  /** Null where nothing is left to tell. */
  readonly message: DigestMessage | null;
  readonly told: readonly { readonly deliveryId: DeliveryId; readonly incidentId: IncidentId; readonly told: Told }[];
  readonly dropped: readonly { readonly deliveryId: DeliveryId; readonly reason: string }[];
}

/** Why a digest may not tell of a delivery any more; null where it may. */
export const lostInDigest = (address: string, facts: TellingFacts | null): string | null =>
  facts === null ? reasons.forgotten : rightLost(facts, rightOf(address, facts));

/** Why a digest that is made may not go out as it is: it shows more than its reader may be told now. Null where it may. */
export const digestNarrowed = (address: string, members: readonly DigestMember[]): string | null => {
  const reasons = members.flatMap(
    ({ facts }) => lostInDigest(address, facts) ?? (facts && rightNarrowed(facts, rightOf(address, facts))) ?? [],
  );
  return reasons[0] ?? null;
};

/**
 * Tells one recipient of everything that was held for a digest. Each incident is projected, and remembered as told, just as
 * in a mail of its own.
 */
export const toDigest = ({ digest, members, ...shared }: DigestInput): Digest => {
  const judged = members.map((member) => {
    const { facts } = member;
    return { ...member, lost: lostInDigest(digest.address, facts) ?? (facts && unwanted(facts, shared.now)) };
  });
  const tellings = judged.flatMap(({ deliveryId, facts, lost }) => {
    if (facts === null || lost !== null) return [];
    const right = rightOf(digest.address, facts);
    return [
      { deliveryId, incidentId: facts.incident.id, ...toIncidentMessage({ ...facts, ...shared, deliveryId, right }) },
    ];
  });
  return {
    message: digestOf(
      digest,
      tellings.map(({ message }) => message),
      shared.publicUrl,
    ),
    told: tellings.map(({ deliveryId, incidentId, told }) => ({ deliveryId, incidentId, told })),
    dropped: judged.flatMap(({ deliveryId, lost }) => (lost === null ? [] : [{ deliveryId, reason: lost }])),
  };
};

const rightOf = (address: string, { organization, userScope }: TellingFacts) =>
  receiveRight(address, organization.allowedDomains, () => userScope);

const digestOf = (
  { id, createdAt }: DigestInput["digest"],
  messages: readonly IncidentMessage[],
  publicUrl: string,
): DigestMessage | null => {
  const [first] = messages;
  if (first === undefined) return null;
  const shown = (included: (message: IncidentMessage) => unknown): boolean => messages.every((one) => included(one));
  return {
    kind: "digest",
    organizationName: shown(({ organizationName }) => organizationName !== null) ? first.organizationName : null,
    incidents: messages.map(digestIncidentOf).sort(gravestFirst),
    since: createdAt,
    console: shown(({ links }) => links.console !== null) ? `${publicUrl}/incidents` : null,
    rules: rulesOf(messages),
    recipient: first.recipient,
    deliveryId: id,
  };
};

const digestIncidentOf = ({ incident, headline, links }: IncidentMessage): DigestIncident => ({
  number: incident.number,
  title: incident.title,
  severity: incident.severity,
  headline,
  link: links.console,
});

const gravestFirst = (a: DigestIncident, b: DigestIncident): number =>
  rankOf(b.severity) - rankOf(a.severity) || a.number - b.number;

const rulesOf = (messages: readonly IncidentMessage[]): readonly MessageRule[] => {
  const byId = new Map(messages.flatMap(({ why }) => why.rules.map((rule) => [rule.id, rule] as const)));
  return [...byId.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
};

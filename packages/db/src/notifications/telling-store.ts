import { type Alert, alertOf } from "@tocsin/core/incidents";
import type { ChangeId, DeliveryId, IncidentId, Instant, OrganizationId, RuleId } from "@tocsin/core/kernel";
import type { NotificationRule } from "@tocsin/core/notification-rules";
import {
  type DigestMember,
  receiveRight,
  type TellingFacts,
  type TellingStore,
  type Told,
} from "@tocsin/core/notifications";
import type { Recipient } from "@tocsin/core/recipients";
import { readAdministrators } from "../accounts/administrators.ts";
import { deliveryOf } from "../deliveries/rows.ts";
import { changeOf, incidentOf } from "../incidents/rows.ts";
import type { KnowledgeAt } from "../knowledge.ts";
import { nameKeyOf, ruleOf } from "../notification-rules/rows.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";
import { openTellingStatements, type TellingStatements } from "./telling-statements.ts";

export const openTellingStore = (parts: StoreParts): TellingStore => {
  const statements = openTellingStatements(parts.db);
  return {
    deliveryOf: async (id) => {
      const row = statements.delivery.get({ id });
      return row === undefined ? null : deliveryOf(row);
    },
    rightOf: async (organizationId, address) => {
      const { organization, userScopeOf } = parts.knowledgeOf(organizationId);
      return receiveRight(address, organization.allowedDomains, userScopeOf);
    },
    isAdministrator: async (organizationId, address) => readAdministrators(parts.db, organizationId).includes(address),
    tellingFacts: async (deliveryId) =>
      readTogether(parts.sqlite, () => readTellingFacts(parts, statements, deliveryId)),
    digestMembers: async (digestId) => {
      const members: DigestMember[] = [];
      // A digest that is sent once more tells again what the first one told.
      const told = statements.origin.get({ id: digestId })?.redriveOf ?? digestId;
      for (const { id } of statements.membersOf.all({ id: told })) {
        const facts = readTogether(parts.sqlite, () => readTellingFacts(parts, statements, id, digestId));
        members.push({ deliveryId: id, facts });
        // Many are read: replies of the mail server and commits must not wait for all of them.
        if (members.length % readAtOnce === 0) await new Promise(setImmediate);
      }
      return members;
    },
  };
};

const readAtOnce = 10;

/** Reads everything that one incident mail is made of. */
export const readTellingFacts = (
  { knowledgeOf }: StoreParts,
  statements: TellingStatements,
  deliveryId: DeliveryId,
  /** The delivery whose mail tells of it: its own, or its digest's. */
  carrier: DeliveryId = deliveryId,
): TellingFacts | null => {
  const delivery = statements.origin.get({ id: deliveryId });
  if (delivery === undefined || delivery.messageKind !== "incident") return null;
  const original = delivery.redriveOf ?? deliveryId;
  const causes = statements.causes.all({ id: original });
  const caused = changesOf(statements, causes);
  const [first, last] = [caused[0], caused.at(-1)];
  const row = first && statements.incident.get({ id: first.incidentId });
  if (first === undefined || last === undefined || row === undefined) return null;

  const { organizationId, address } = delivery;
  const knowledge = knowledgeOf(organizationId);
  const { organization, groups, userScopeOf } = knowledge;
  const sealed = row.anyTold
    ? (sealedOf(statements, deliveryId, carrier) ?? sealedOf(statements, delivery.redriveOf, carrier))
    : null;
  // A mail that is made anew tells what changed since the mail that it came after, as it did the first time.
  const before = sealed?.seq ?? Number.MAX_SAFE_INTEGER;
  const lastTold = row.anyTold
    ? statements.lastTold.get({ incidentId: row.id, address, id: deliveryId, before })
    : undefined;
  const told = lastTold?.told ?? null;
  const changes =
    told === null ? caused : statements.changesBetween.all({ incidentId: row.id, after: told.seq, upTo: last.seq });
  return {
    organization,
    incident: incidentOf(row),
    alerts: alertsToTell(statements, row, last),
    changes: changes.map(changeOf),
    rules: rulesOf(statements, knowledge, causes),
    groups,
    recipient: recipientOf(statements, organizationId, address, organization),
    userScope: userScopeOf(address),
    told,
    sealed,
    acknowledgement: row.anyAcknowledgement ? (statements.acknowledgement.get({ incidentId: row.id }) ?? null) : null,
    escalation: delivery.escalation,
    mute: row.anyMute
      ? (statements.mutes.all({ incidentId: row.id }).find((one) => one.address === address) ?? null)
      : null,
    otherRecipients: othersTold(statements, original, causes),
  };
};

const sealedOf = (statements: TellingStatements, id: DeliveryId | null, carrier: DeliveryId): Told | null =>
  id === null ? null : (statements.sealed.get({ id, carrier })?.told ?? null);

type Causes = readonly { readonly changeId: ChangeId; readonly ruleId: RuleId }[];

/** The changes that caused a delivery, oldest first. */
const changesOf = (statements: TellingStatements, causes: Causes) =>
  [...new Set(causes.map(({ changeId }) => changeId))]
    .flatMap((id) => statements.change.get({ id }) ?? [])
    .sort((a, b) => a.seq - b.seq);

/**
 * The alerts of an incident and of what was merged into it. One that came after the last change to be told is the next
 * delivery's to tell, and would be told twice.
 */
const alertsToTell = (
  statements: TellingStatements,
  { id: incidentId, anyFolded }: { readonly id: IncidentId; readonly anyFolded: 0 | 1 },
  { seq, at }: { readonly seq: number; readonly at: Instant },
): readonly Alert[] => {
  const own = alertsUpTo(statements, incidentId, seq);
  if (!anyFolded) return own;
  const brought = statements.alertsBroughtBy.all({ incidentId, at }).map(({ alert }) => alertOf(alert));
  // The source may have moved an alert from one to the other: it is told as the incident itself has it.
  const byKey = new Map([...brought.toReversed(), ...own].map((alert) => [alert.key, alert]));
  return [...own, ...brought.filter((alert) => byKey.get(alert.key) === alert)];
};

/** In the order in which they came; those of one change by their keys. */
const alertsUpTo = (statements: TellingStatements, incidentId: IncidentId, upTo: number): readonly Alert[] =>
  statements.alertsUpTo
    .all({ incidentId, upTo })
    .sort((a, b) => a.firstSeq - b.firstSeq || compareText(a.alert.key, b.alert.key))
    .map(({ alert }) => alertOf(alert));

/** The rules that asked for a delivery, by name; also one that is archived since. */
const rulesOf = (
  statements: TellingStatements,
  { rulesById }: KnowledgeAt,
  causes: Causes,
): readonly NotificationRule[] =>
  [...new Set(causes.map(({ ruleId }) => ruleId))]
    .flatMap((id): readonly NotificationRule[] => {
      const known = rulesById.get(id);
      if (known !== undefined) return [known];
      const row = statements.rule.get({ id });
      return row === undefined ? [] : [ruleOf(row)];
    })
    .sort((a, b) => compareText(nameKeyOf(a.name), nameKeyOf(b.name)));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const othersTold = (statements: TellingStatements, id: DeliveryId, causes: Causes): number => {
  const [cause, ...more] = causes;
  if (cause === undefined) return 0;
  const found = more.length === 0 ? statements.othersToldOnce.get(cause) : statements.othersTold.get({ id });
  return found?.count ?? 0;
};

const recipientOf = (
  statements: TellingStatements,
  organizationId: OrganizationId,
  address: string,
  { locale, timeZone }: Pick<Recipient, "locale" | "timeZone">,
): Recipient =>
  statements.recipient.get({ organizationId, address }) ?? {
    organizationId,
    address,
    locale,
    timeZone,
    required: false,
  };

import { type Alert, alertOf } from "@tocsin/core/incidents";
import type { DeliveryId, IncidentId, Instant, OrganizationId } from "@tocsin/core/kernel";
import { receiveRight, type TellingFacts, type TellingStore } from "@tocsin/core/notifications";
import type { Recipient } from "@tocsin/core/recipients";
import { changeOf, incidentOf } from "../incidents/rows.ts";
import { ruleOf } from "../notification-rules/rows.ts";
import { readTogether } from "../read-together.ts";
import type { StoreParts } from "../store-parts.ts";
import { openTellingStatements, type TellingStatements } from "./telling-statements.ts";

export const openTellingStore = (parts: StoreParts): TellingStore => {
  const statements = openTellingStatements(parts.db);
  return {
    rightOf: async (organizationId, address) => {
      const { organization, userScopeOf } = parts.knowledgeOf(organizationId);
      return receiveRight(address, organization.allowedDomains, userScopeOf);
    },
    tellingFacts: async (deliveryId) =>
      readTogether(parts.sqlite, () => readTellingFacts(parts, statements, deliveryId)),
  };
};

/** Reads everything that one incident mail is made of. */
const readTellingFacts = (
  { knowledgeOf }: StoreParts,
  statements: TellingStatements,
  deliveryId: DeliveryId,
): TellingFacts | null => {
  const delivery = statements.delivery.get({ id: deliveryId });
  if (delivery === undefined || delivery.messageKind !== "incident") return null;
  const causedAs = delivery.redriveOf ?? deliveryId;
  const caused = statements.changesCausing.all({ id: causedAs });
  const [first, last] = [caused[0], caused.at(-1)];
  const row = first && statements.incident.get({ id: first.incidentId });
  if (first === undefined || last === undefined || row === undefined) return null;

  const { organizationId, address } = delivery;
  const { organization, groups, userScopeOf } = knowledgeOf(organizationId);
  const told = statements.lastTold.get({ incidentId: row.id, address, id: deliveryId })?.told ?? null;
  const changes =
    told === null ? caused : statements.changesBetween.all({ incidentId: row.id, after: told.seq, upTo: last.seq });
  return {
    organization,
    incident: incidentOf(row),
    alerts: alertsToTell(statements, row.id, last),
    changes: changes.map(changeOf),
    rules: statements.rulesCausing.all({ id: causedAs }).map(({ rule }) => ruleOf(rule)),
    groups,
    recipient: recipientOf(statements, organizationId, address, organization),
    userScope: userScopeOf(address),
    told,
    otherRecipients: statements.othersTold.get({ id: causedAs })?.count ?? 0,
  };
};

/**
 * The alerts of an incident and of what was merged into it. One that came after the last change to be told is the next
 * delivery's to tell, and would be told twice.
 */
const alertsToTell = (
  statements: TellingStatements,
  incidentId: IncidentId,
  { seq, at }: { readonly seq: number; readonly at: Instant },
): readonly Alert[] => {
  const own = statements.alertsUpTo.all({ incidentId, upTo: seq }).map(({ alert }) => alertOf(alert));
  const brought = statements.alertsBroughtBy.all({ incidentId, at }).map(({ alert }) => alertOf(alert));
  if (brought.length === 0) return own;
  // The source may have moved an alert from one to the other: it is told as the incident itself has it.
  const byKey = new Map([...brought.toReversed(), ...own].map((alert) => [alert.key, alert]));
  return [...own, ...brought.filter((alert) => byKey.get(alert.key) === alert)];
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

import type { ChangeId, DeliveryId, IncidentId, OrganizationId, RuleId } from "@tocsin/core/kernel";
import { receiveRight, type TellingFacts, type TellingStore, type Told } from "@tocsin/core/notifications";
import type { Recipient } from "@tocsin/core/recipients";
import { and, asc, desc, eq, gt, inArray, ne, notInArray, sql } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { changeOf, incidentOf, readAlerts } from "../incidents/rows.ts";
import { incidentChanges, incidents } from "../incidents/tables.ts";
import { ruleOf } from "../notification-rules/rows.ts";
import { notificationRules } from "../notification-rules/tables.ts";
import { readTogether } from "../read-together.ts";
import { recipients } from "../recipients/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { deliveryCauses, incidentMails } from "./tables.ts";

export const openTellingStore = (parts: StoreParts): TellingStore => ({
  rightOf: async (organizationId, address) => {
    const { organization, userScopeOf } = parts.knowledgeOf(organizationId);
    return receiveRight(address, organization.allowedDomains, userScopeOf);
  },
  tellingFacts: async (deliveryId) => readTogether(parts.sqlite, () => readTellingFacts(parts, deliveryId)),
});

/** Reads everything that one incident mail is made of. */
const readTellingFacts = (parts: StoreParts, deliveryId: DeliveryId): TellingFacts | null => {
  const { db, knowledgeOf } = parts;
  const delivery = db.select().from(deliveries).where(eq(deliveries.id, deliveryId)).get();
  const causedAs = delivery?.redriveOf ?? deliveryId;
  const causes = db.select().from(deliveryCauses).where(eq(deliveryCauses.deliveryId, causedAs)).all();
  const changeIds = [...new Set(causes.map(({ changeId }) => changeId))];
  const caused = db.select().from(incidentChanges).where(inArray(incidentChanges.id, changeIds)).all();
  const incidentId = caused[0]?.incidentId;
  if (delivery === undefined || delivery.messageKind !== "incident" || incidentId === undefined) return null;
  const row = db.select().from(incidents).where(eq(incidents.id, incidentId)).get();
  if (row === undefined) return null;

  const { organization, groups, userScopeOf } = knowledgeOf(delivery.organizationId);
  const { address } = delivery;
  const told = lastTold(parts, incidentId, delivery);
  const ruleIds = [...new Set(causes.map(({ ruleId }) => ruleId))];
  return {
    organization,
    incident: incidentOf(row),
    alerts: readAlerts(db, incidentId),
    changes: (told === null ? caused : readChangesSince(parts, incidentId, told.seq))
      .sort((a, b) => a.seq - b.seq)
      .map(changeOf),
    rules: db
      .select()
      .from(notificationRules)
      .where(inArray(notificationRules.id, ruleIds))
      .orderBy(asc(notificationRules.nameKey))
      .all()
      .map(ruleOf),
    groups,
    recipient: readRecipient(parts, delivery.organizationId, address, organization),
    userScope: userScopeOf(address),
    told,
    otherRecipients: countOthers(parts, changeIds, ruleIds, address),
  };
};

/** What the last other mail that went out, or may have, told this address of the incident. */
const lastTold = (
  { db }: StoreParts,
  incidentId: IncidentId,
  { id, address }: typeof deliveries.$inferSelect,
): Told | null =>
  db
    .select({ told: incidentMails.told })
    .from(incidentMails)
    .innerJoin(deliveries, eq(deliveries.id, incidentMails.deliveryId))
    .where(
      and(
        eq(incidentMails.incidentId, incidentId),
        eq(incidentMails.address, address),
        ne(incidentMails.deliveryId, id),
        notInArray(deliveries.state, ["failed", "cancelled"]),
      ),
    )
    .orderBy(desc(incidentMails.seq), desc(incidentMails.deliveryId))
    .limit(1)
    .get()?.told ?? null;

const readChangesSince = ({ db }: StoreParts, incidentId: IncidentId, seq: number) =>
  db
    .select()
    .from(incidentChanges)
    .where(and(eq(incidentChanges.incidentId, incidentId), gt(incidentChanges.seq, seq)))
    .orderBy(asc(incidentChanges.seq))
    .all();

const readRecipient = (
  { db }: StoreParts,
  organizationId: OrganizationId,
  address: string,
  fallback: Pick<Recipient, "locale" | "timeZone">,
): Recipient =>
  db
    .select({
      organizationId: recipients.organizationId,
      address: recipients.address,
      locale: recipients.locale,
      timeZone: recipients.timeZone,
      required: recipients.required,
    })
    .from(recipients)
    .where(and(eq(recipients.organizationId, organizationId), eq(recipients.address, address)))
    .get() ?? { organizationId, address, locale: fallback.locale, timeZone: fallback.timeZone, required: false };

/** How many other addresses these rules told of these changes. */
const countOthers = (
  { db }: StoreParts,
  changeIds: readonly ChangeId[],
  ruleIds: readonly RuleId[],
  address: string,
): number =>
  db
    .select({ count: sql<number>`count(distinct ${deliveryCauses.address})` })
    .from(deliveryCauses)
    .where(
      and(
        inArray(deliveryCauses.changeId, [...changeIds]),
        inArray(deliveryCauses.ruleId, [...ruleIds]),
        ne(deliveryCauses.address, address),
      ),
    )
    .get()?.count ?? 0;

import type { OrganizationId } from "@tocsin/core/kernel";
import type { NotificationRule, RuleDraft } from "@tocsin/core/notification-rules";
import { and, eq, inArray } from "drizzle-orm";
import { recipients } from "../recipients/tables.ts";
import type { StoreParts } from "../store-parts.ts";

/** A new recipient takes language and zone from the rule, else from the organization; a known one keeps its own. */
export const saveRecipients = (
  { db, knowledgeOf, clock }: StoreParts,
  organizationId: OrganizationId,
  draft: RuleDraft,
): void => {
  const { organization } = knowledgeOf(organizationId);
  for (const { address, locale, timeZone } of draft.recipients) {
    db.insert(recipients)
      .values({
        organizationId,
        address,
        locale: locale ?? organization.locale,
        timeZone: timeZone ?? organization.timeZone,
        createdAt: clock(),
      })
      .onConflictDoNothing()
      .run();
  }
};

/** What is known of those whom rules tell, by their addresses. */
export const readRecipients = (
  { db }: StoreParts,
  organizationId: OrganizationId | undefined,
  rules: readonly NotificationRule[],
) => {
  const addresses = [...new Set(rules.flatMap((rule) => rule.recipients.map(({ address }) => address)))];
  if (organizationId === undefined || addresses.length === 0) return new Map();
  const rows = db
    .select()
    .from(recipients)
    .where(and(eq(recipients.organizationId, organizationId), inArray(recipients.address, addresses)))
    .all();
  return new Map(rows.map(({ address, locale, timeZone }) => [address, { locale, timeZone }]));
};

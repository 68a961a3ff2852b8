import { ungroupedId } from "@tocsin/core/device-groups";
import { type FieldFault, fieldFaults, type OrganizationId, refused } from "@tocsin/core/kernel";
import { type RuleDraft, tierFaults } from "@tocsin/core/notification-rules";
import { receiveRight } from "@tocsin/core/notifications";
import { and, eq, isNull } from "drizzle-orm";
import { sources } from "../sources/tables.ts";
import type { StoreParts } from "../store-parts.ts";
import { notificationRules } from "./tables.ts";

type RuleRow = typeof notificationRules.$inferSelect;

export const refuseStale = ({ version }: RuleRow, ifVersion: number | null): void => {
  if (ifVersion === null || ifVersion === version) return;
  throw refused("ruleChanged", { version, read: ifVersion });
};

export const refuseTakenName = ({ db }: StoreParts, row: RuleRow): void => {
  const holder = db
    .select({ id: notificationRules.id })
    .from(notificationRules)
    .where(
      and(
        eq(notificationRules.organizationId, row.organizationId),
        eq(notificationRules.nameKey, row.nameKey),
        isNull(notificationRules.archivedAt),
      ),
    )
    .get();
  if (holder === undefined || holder.id === row.id) return;
  throw refused("ruleNameTaken", { name: row.rule.name });
};

/** Refuses what a draft names that is not to be had: groups and sources of others, and domains that are not allowed. */
export const refuseUnknown = (
  { db, knowledgeOf }: StoreParts,
  organizationId: OrganizationId,
  draft: RuleDraft,
): void => {
  const { groups, organization, userScopeOf } = knowledgeOf(organizationId);
  const faults: FieldFault[] = [...tierFaults(draft)];
  if (draft.deviceGroups.scope === "selected") {
    draft.deviceGroups.ids.forEach((id, index) => {
      if (id !== ungroupedId && !groups.some((group) => group.id === id)) {
        faults.push({ path: `deviceGroups.ids.${index}`, message: fieldFaults.groupUnknown });
      }
    });
  }
  draft.recipients.forEach(({ address }, index) => {
    // A user of this installation may be named whatever the domain: there the right to see decides.
    if (userScopeOf(address) !== null) return;
    if (receiveRight(address, organization.allowedDomains, userScopeOf).kind === "refused") {
      faults.push({ path: `recipients.${index}.address`, message: fieldFaults.domainRefused });
    }
  });
  draft.conditions.forEach((condition, index) => {
    if (condition.kind !== "source") return;
    const mine = new Set(
      db
        .select({ id: sources.id })
        .from(sources)
        .where(eq(sources.organizationId, organizationId))
        .all()
        .map(({ id }) => String(id)),
    );
    condition.anyOf.forEach((id, at) => {
      if (!mine.has(id)) faults.push({ path: `conditions.${index}.anyOf.${at}`, message: fieldFaults.sourceUnknown });
    });
  });
  if (faults.length > 0) throw refused("ruleNamesUnknown", null, faults);
};

import type { ChangeId, DeliveryId, IncidentId, OrganizationId, RuleId } from "@tocsin/core/kernel";
import type { Disagreement, Finding, Round } from "@tocsin/core/reconciliation";
import { index, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { idOf, instant } from "../columns.ts";

/** How far each round has looked. */
export const reconciliationRounds = sqliteTable("reconciliation_rounds", {
  round: text("round").$type<Round>().primaryKey(),
  /** Changes whose ids do not come after it have been looked at. */
  through: text("through").notNull(),
  checkedAt: instant("checked_at").notNull(),
});

/** Where decisions and mails disagree. One that a person has seen is kept, so that it is not found anew. */
export const reconciliationFindings = sqliteTable(
  "reconciliation_findings",
  {
    id: text("id").primaryKey(),
    kind: text("kind").$type<Finding["kind"]>().notNull(),
    why: text("why").$type<Disagreement>().notNull(),
    organizationId: idOf<OrganizationId>("organization_id").notNull(),
    incidentId: idOf<IncidentId>("incident_id").notNull(),
    changeId: idOf<ChangeId>("change_id").notNull(),
    ruleId: idOf<RuleId>("rule_id").notNull(),
    address: text("address").notNull(),
    deliveryId: idOf<DeliveryId>("delivery_id"),
    foundAt: instant("found_at").notNull(),
    seenAt: instant("seen_at"),
  },
  (table) => [
    uniqueIndex("reconciliation_findings_once").on(table.changeId, table.ruleId, table.address, table.why),
    index("reconciliation_findings_open").on(table.seenAt, table.id),
  ],
);

import type { ChangeId, DeliveryId, IncidentId, OrganizationId, RuleId, Severity } from "@tocsin/core/kernel";
import type { Decision } from "@tocsin/core/notification-rules";
import type { EscalationListed, Told } from "@tocsin/core/notifications";
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { idOf, instant, json } from "../columns.ts";

/** The answer of each rule that was worth asking about a change: notifications, suppressed ones and noes. */
export const decisions = sqliteTable(
  "decisions",
  {
    changeId: idOf<ChangeId>("change_id").notNull(),
    ruleId: idOf<RuleId>("rule_id").notNull(),
    organizationId: idOf<OrganizationId>("organization_id").notNull(),
    incidentId: idOf<IncidentId>("incident_id").notNull(),
    at: instant("at").notNull(),
    outcome: text("outcome").$type<Decision["outcome"]>().notNull(),
    decision: json<Decision>("decision").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.changeId, table.ruleId] }),
    index("decisions_incident").on(table.incidentId),
    // Of what was told only: what rules did lately, without a look at all that they refused. By time, so that what is told
    // together stands together: by rule, each rule that tells would be a page to write.
    index("decisions_notified").on(table.at, table.ruleId, table.incidentId).where(sql`outcome = 'notify'`),
  ],
);

/**
 * The first time a rule told of an incident, by which once-per-incident is used up, with the highest severity that it has
 * told since; kept long after the mail is gone.
 */
export const told = sqliteTable(
  "told",
  {
    ruleId: idOf<RuleId>("rule_id").notNull(),
    incidentId: idOf<IncidentId>("incident_id").notNull(),
    changeId: idOf<ChangeId>("change_id").notNull(),
    at: instant("at").notNull(),
    severity: text("severity").$type<Severity>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.ruleId] })],
);

/** Each (change, address, rule) is a cause of exactly one delivery. */
export const deliveryCauses = sqliteTable(
  "delivery_causes",
  {
    changeId: idOf<ChangeId>("change_id").notNull(),
    address: text("address").notNull(),
    ruleId: idOf<RuleId>("rule_id").notNull(),
    deliveryId: idOf<DeliveryId>("delivery_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.changeId, table.address, table.ruleId] }),
    index("delivery_causes_delivery").on(table.deliveryId),
  ],
);

/** What each sealed mail told its recipient of an incident: the base of the next mail's *what changed*. */
export const incidentMails = sqliteTable(
  "incident_mails",
  {
    deliveryId: idOf<DeliveryId>("delivery_id").primaryKey(),
    incidentId: idOf<IncidentId>("incident_id").notNull(),
    address: text("address").notNull(),
    seq: integer("seq").notNull(),
    told: json<Told>("told").notNull(),
  },
  (table) => [index("incident_mails_recipient").on(table.incidentId, table.address, table.seq, table.deliveryId)],
);

/** Rules that have told of an incident and wait for somebody to acknowledge it, and those that did. */
export const escalations = sqliteTable(
  "escalations",
  {
    id: integer("id").primaryKey(),
    ruleId: idOf<RuleId>("rule_id").notNull(),
    incidentId: idOf<IncidentId>("incident_id").notNull(),
    organizationId: idOf<OrganizationId>("organization_id").notNull(),
    /** The change that it began with. */
    changeId: idOf<ChangeId>("change_id").notNull(),
    begunAt: instant("begun_at").notNull(),
    /** The last tier that was told, and when. */
    tier: integer("tier").notNull(),
    toldAt: instant("told_at").notNull(),
    /** When the next one is to be told; null once nobody further is. */
    dueAt: instant("due_at"),
    told: json<EscalationListed["told"]>("told").notNull(),
    ended: text("ended"),
  },
  (table) => [
    uniqueIndex("escalations_pending").on(table.incidentId, table.ruleId).where(sql`due_at is not null`),
    index("escalations_incident").on(table.incidentId),
    index("escalations_due").on(table.dueAt).where(sql`due_at is not null`),
  ],
);

/** Who wants to hear no more of an incident. */
export const mutes = sqliteTable(
  "mutes",
  {
    incidentId: idOf<IncidentId>("incident_id").notNull(),
    address: text("address").notNull(),
    at: instant("at").notNull(),
    until: instant("until"),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.address] })],
);

import type { JudgedChange } from "@tocsin/core/conditions";
import type {
  ChangeDetail,
  ChangeKind,
  Gathering,
  IncidentFacts,
  LayeredAlert,
  Layers,
  Status,
} from "@tocsin/core/incidents";
import {
  type Actor,
  asId,
  type ChangeId,
  type DeviceGroupId,
  type IncidentId,
  type OrganizationId,
  type Severity,
  type SourceId,
} from "@tocsin/core/kernel";
import { sql } from "drizzle-orm";
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { flag, idOf, instant, json } from "../columns.ts";
import { organizations } from "../organizations/tables.ts";
import { sources } from "../sources/tables.ts";

export const incidents = sqliteTable(
  "incidents",
  {
    id: idOf<IncidentId>("id").primaryKey(),
    organizationId: idOf<OrganizationId>("organization_id")
      .notNull()
      .references(() => organizations.id),
    sourceId: idOf<SourceId>("source_id")
      .notNull()
      .references(() => sources.id),
    number: integer("number").notNull(),
    authority: text("authority").notNull(),
    externalId: text("external_id").notNull(),
    familyId: idOf<IncidentId>("family_id").notNull(),
    stub: flag("stub").notNull(),
    /** The state that payloads are merged into; the columns below follow from it and serve lists. */
    layers: json<Layers<IncidentFacts>>("layers").notNull(),
    claimedOwn: text("claimed_own").$type<Severity>().notNull(),
    claimedAlerts: text("claimed_alerts").$type<Severity>().notNull(),
    title: text("title").notNull(),
    severity: text("severity").$type<Severity>().notNull(),
    status: text("status").$type<Status>().notNull(),
    assignedTo: text("assigned_to"),
    changeCount: integer("change_count").notNull(),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastChangeAt: instant("last_change_at").notNull(),
    /** Which incident of its external id it is, from 1: that of a grouped one is the key of its group. */
    generation: integer("generation").notNull().default(1),
    /** Of a grouped incident only: how far its alerts reach, and the earliest of them. */
    gatheredFrom: instant("gathered_from"),
    gatheredTo: instant("gathered_to"),
    leadAlert: json<Gathering["lead"]>("lead_alert"),
    /** The incident that its source redirects it to, and how many changes it had when it began to. */
    redirectToId: idOf<IncidentId>("redirect_to_id"),
    redirectSince: integer("redirect_since"),
  },
  (table) => [
    uniqueIndex("incidents_identity").on(table.organizationId, table.authority, table.externalId, table.generation),
    index("incidents_gathered")
      .on(table.organizationId, table.authority, table.externalId, table.gatheredFrom)
      .where(sql`${table.gatheredFrom} is not null`),
    uniqueIndex("incidents_number").on(table.organizationId, table.number),
    index("incidents_family").on(table.familyId),
    index("incidents_redirected").on(table.redirectToId).where(sql`${table.redirectToId} is not null`),
    // Holds all that the queue is narrowed and sorted by: a list reads the rows of its own page and no others.
    index("incidents_queue").on(
      table.organizationId,
      table.lastChangeAt,
      table.number,
      table.severity,
      table.status,
      table.assignedTo,
      table.sourceId,
      table.stub,
      table.title,
      table.id,
    ),
  ],
);

export const alerts = sqliteTable(
  "alerts",
  {
    incidentId: idOf<IncidentId>("incident_id")
      .notNull()
      .references(() => incidents.id),
    key: text("key").notNull(),
    severity: text("severity").$type<Severity>().notNull(),
    status: text("status").$type<Status>().notNull().default("active"),
    alert: json<LayeredAlert>("alert").notNull(),
    /** The change that brought it. */
    firstSeq: integer("first_seq").notNull(),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.key] })],
);

/** Which incident of a group has an alert: it keeps it, whatever generations have opened since. */
export const gatheredAlerts = sqliteTable(
  "gathered_alerts",
  {
    organizationId: idOf<OrganizationId>("organization_id").notNull(),
    authority: text("authority").notNull(),
    groupKey: text("group_key").notNull(),
    alertKey: text("alert_key").notNull(),
    generation: integer("generation").notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.authority, table.groupKey, table.alertKey] })],
);

/**
 * What incidents' alerts point at, to be found by its value: a word for each piece, as `evidence-words.ts` writes it; its facts
 * stand in the alerts. An index of words (SQLite's FTS5) takes what is new in the order in which it comes and sorts it in
 * later, where a sorted table would write a page for nearly every row. An incident has a row for each change that brought some.
 */
export const evidenceWords = sqliteTable("evidence_words", {
  words: text("words").notNull(),
  incidentId: idOf<IncidentId>("incident_id").notNull(),
});

/** The words themselves, in their order: `doc` is the rowid of the row that they stand in. */
export const evidenceTerms = sqliteTable("evidence_terms", {
  term: text("term").notNull(),
  doc: integer("doc").notNull(),
});

/** Stands among an incident's device groups where an alert has no device: whoever sees Ungrouped devices sees it. */
export const devicelessId = asId<DeviceGroupId>("deviceless");

/** The device groups that an incident's devices are in: what a reader's scope is compared with. */
export const incidentDeviceGroups = sqliteTable(
  "incident_device_groups",
  {
    incidentId: idOf<IncidentId>("incident_id")
      .notNull()
      .references(() => incidents.id),
    deviceGroupId: idOf<DeviceGroupId>("device_group_id").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.incidentId, table.deviceGroupId] }),
    index("incident_device_groups_group").on(table.deviceGroupId),
  ],
);

/** Words that incidents are filed under: their categories, with those of their alerts, and their tags. */
export const incidentLabels = sqliteTable(
  "incident_labels",
  {
    organizationId: idOf<OrganizationId>("organization_id").notNull(),
    kind: text("kind").$type<"category" | "tag">().notNull(),
    /** Folded to lower case. */
    key: text("key").notNull(),
    incidentId: idOf<IncidentId>("incident_id")
      .notNull()
      .references(() => incidents.id),
    label: text("label").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.kind, table.key, table.incidentId] }),
    index("incident_labels_incident").on(table.incidentId),
  ],
);

/** Each time that an incident went from one family to another: by which a replay knows who belonged together when. */
export const familyMoves = sqliteTable(
  "family_moves",
  {
    /** Sorts before the changes that were decided with it, and after those before. */
    id: idOf<ChangeId>("id").primaryKey(),
    organizationId: idOf<OrganizationId>("organization_id").notNull(),
    incidentId: idOf<IncidentId>("incident_id").notNull(),
    from: idOf<IncidentId>("from_family_id").notNull(),
    to: idOf<IncidentId>("to_family_id").notNull(),
    at: instant("at").notNull(),
  },
  (table) => [index("family_moves_recent").on(table.organizationId, table.at)],
);

export const incidentChanges = sqliteTable(
  "incident_changes",
  {
    id: idOf<ChangeId>("id").primaryKey(),
    organizationId: idOf<OrganizationId>("organization_id").notNull(),
    incidentId: idOf<IncidentId>("incident_id")
      .notNull()
      .references(() => incidents.id),
    sourceId: idOf<SourceId>("source_id").notNull(),
    seq: integer("seq").notNull(),
    at: instant("at").notNull(),
    kinds: json<ChangeKind[]>("kinds").notNull(),
    detail: json<ChangeDetail>("detail").notNull(),
    /** Everything that decisions looked at. */
    judged: json<JudgedChange>("judged").notNull(),
    /** The organization's knowledge when it was decided. */
    knowledgeRevision: integer("knowledge_revision").notNull(),
  },
  (table) => [
    uniqueIndex("incident_changes_seq").on(table.incidentId, table.seq),
    index("incident_changes_recent").on(table.organizationId, table.at),
  ],
);

/** Who said that he looks after an incident, and until when that held. */
export const acknowledgements = sqliteTable(
  "acknowledgements",
  {
    id: integer("id").primaryKey(),
    incidentId: idOf<IncidentId>("incident_id")
      .notNull()
      .references(() => incidents.id),
    at: instant("at").notNull(),
    by: json<Actor>("acknowledged_by").notNull(),
    endedAt: instant("ended_at"),
  },
  (table) => [
    index("acknowledgements_incident").on(table.incidentId),
    uniqueIndex("acknowledgements_standing").on(table.incidentId).where(sql`ended_at is null`),
  ],
);

/** What sources sent, so that an incident can be normalised again. Large ones are deflated. */
export const payloads = sqliteTable(
  "payloads",
  {
    changeId: idOf<ChangeId>("change_id").primaryKey(),
    incidentId: idOf<IncidentId>("incident_id").notNull(),
    receivedAt: instant("received_at").notNull(),
    deflated: flag("deflated").notNull(),
    body: blob("body", { mode: "buffer" }).notNull(),
  },
  (table) => [index("payloads_received").on(table.receivedAt)],
);

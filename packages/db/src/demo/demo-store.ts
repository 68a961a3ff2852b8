import type { DemoStore } from "@tocsin/core/demo";
import type { OrganizationId, Scope, SourceId } from "@tocsin/core/kernel";
import { and, count, eq, inArray, isNull, sql } from "drizzle-orm";
import { noteChange } from "../audit/audited-writer.ts";
import { deliveries } from "../deliveries/tables.ts";
import { deliveriesInScope } from "../deliveries/visible.ts";
import { newId } from "../ids.ts";
import { rangeOf } from "../incidents/evidence-words.ts";
import { insideScope } from "../incidents/inside-scope.ts";
import { incidents } from "../incidents/tables.ts";
import { sourceOf } from "../sources/rows.ts";
import { sources } from "../sources/tables.ts";
import type { StoreParts } from "../store-parts.ts";

const [firstDevice, afterDevices] = rangeOf("device");
const theDemo = "organization_id = @organizationId and demo = 1";
const demoIncidents = `select id from incidents where source_id in (select id from sources where ${theDemo})`;
const demoChanges = `select id from incident_changes where incident_id in (${demoIncidents})`;
/** Also mails that were sent once more. One that tells of real incidents, too, is no demo's. */
const demoDeliveries = `select id from deliveries where organization_id = @organizationId
  and coalesce(redrive_of, id) in (
    select delivery_id from delivery_causes where change_id in (${demoChanges})
    except select delivery_id from delivery_causes where change_id not in (${demoChanges})
  )`;

/** Words of devices, as `evidence-words.ts` writes them. */
const deviceWords = `select term from evidence_terms
  join evidence_words on evidence_words.rowid = evidence_terms.doc and term >= '${firstDevice}' and term < '${afterDevices}'`;

/** In the order in which nothing is left pointing at what is gone. */
const removals: readonly string[] = [
  `delete from attempts where delivery_id in (select id from demo_deliveries)`,
  `delete from mails where delivery_id in (select id from demo_deliveries)`,
  `delete from incident_mails where incident_id in (${demoIncidents})`,
  `delete from delivery_causes where change_id in (${demoChanges})`,
  `delete from deliveries where id in (select id from demo_deliveries)`,
  `delete from decisions where incident_id in (${demoIncidents})`,
  `delete from reconciliation_findings where incident_id in (${demoIncidents})`,
  `delete from told where incident_id in (${demoIncidents})`,
  `delete from payloads where incident_id in (${demoIncidents})`,
  `delete from devices where organization_id = @organizationId and '${firstDevice}' || lower(hex(key)) in (
     ${deviceWords} where incident_id in (${demoIncidents})
     except ${deviceWords} where incident_id in (select id from incidents where organization_id = @organizationId)
       and incident_id not in (${demoIncidents}))`,
  `delete from evidence_words where incident_id in (${demoIncidents})`,
  // What a version before the words has left (docs/decisions/0042-evidence-is-an-index-of-words.md).
  `delete from evidence where incident_id in (${demoIncidents})`,
  `delete from incident_labels where incident_id in (${demoIncidents})`,
  `delete from family_moves where incident_id in (${demoIncidents})`,
  `delete from silenced_notifications where incident_id in (${demoIncidents})`,
  `delete from mutes where incident_id in (${demoIncidents})`,
  `delete from escalations where incident_id in (${demoIncidents})`,
  `delete from acknowledgements where incident_id in (${demoIncidents})`,
  `delete from incident_device_groups where incident_id in (${demoIncidents})`,
  `delete from alerts where incident_id in (${demoIncidents})`,
  `delete from incident_changes where incident_id in (${demoIncidents})`,
  `delete from incidents where source_id in (select id from sources where ${theDemo})`,
  `delete from payload_problems where source_id in (select id from sources where ${theDemo})`,
  `delete from source_signing_secrets where source_id in (select id from sources where ${theDemo})`,
  `delete from signed_messages where source_id in (select id from sources where ${theDemo})`,
  `delete from source_keys where source_id in (select id from sources where ${theDemo})`,
  `delete from sources where ${theDemo}`,
];

export const openDemoStore = ({ sqlite, db, writer, clock }: StoreParts): DemoStore => {
  const countOf = (query: string, organizationId: OrganizationId): number =>
    (sqlite.prepare(`select count(*) from (${query})`).pluck().get({ organizationId }) as number | undefined) ?? 0;
  const countsOf = (organizationId: OrganizationId) => ({
    incidents: countOf(demoIncidents, organizationId),
    deliveries: countOf(demoDeliveries, organizationId),
  });
  /** As many of them as the caller may see. */
  const seenBy = (scope: Scope) => {
    const { organizationId } = scope;
    const ids = JSON.stringify(sqlite.prepare(demoDeliveries).pluck().all({ organizationId }));
    const ofDemo = db.select({ id: sources.id }).from(sources).where(mine(organizationId));
    const [ofIncidents] = db
      .select({ count: count() })
      .from(incidents)
      .where(and(insideScope(scope), inArray(incidents.sourceId, ofDemo)))
      .all();
    const [ofDeliveries] = db
      .select({ count: count() })
      .from(deliveries)
      .where(and(deliveriesInScope(db, scope), sql`${deliveries.id} in (select value from json_each(${ids}))`))
      .all();
    return { incidents: ofIncidents?.count ?? 0, deliveries: ofDeliveries?.count ?? 0 };
  };
  const mine = (organizationId: OrganizationId) =>
    and(eq(sources.organizationId, organizationId), eq(sources.demo, true), isNull(sources.archivedAt));
  const anyDemo = sqlite.prepare("select 1 from sources where demo = 1 limit 1").pluck();
  const ofDemo = sqlite
    .prepare(
      `select 1 from deliveries
        join delivery_causes on delivery_causes.delivery_id = coalesce(deliveries.redrive_of, deliveries.id)
        join incident_changes on incident_changes.id = delivery_causes.change_id
        join sources on sources.id = incident_changes.source_id
      where deliveries.id = +? and sources.demo = 1 limit 1`,
    )
    .pluck();

  return {
    facts: async (scope) => ({
      ...seenBy(scope),
      lastReceivedAt: db.select().from(sources).where(mine(scope.organizationId)).get()?.lastReceivedAt ?? null,
    }),

    source: ({ organizationId }) =>
      writer.write(() => {
        const known = db.select().from(sources).where(mine(organizationId)).get();
        if (known !== undefined) return sourceOf(known);
        const id = newId<SourceId>();
        const settings = {};
        const row = { id, organizationId, name: "Demo", kind: "generic", settings, createdAt: clock(), demo: true };
        noteChange({ object: { kind: "source", id }, after: { name: row.name, kind: row.kind, settings } });
        return sourceOf(db.insert(sources).values(row).returning().get());
      }),

    isThere: async ({ id }) =>
      db
        .select({ id: sources.id })
        .from(sources)
        .where(and(eq(sources.id, id), isNull(sources.archivedAt)))
        .get() !== undefined,

    remove: ({ organizationId }) =>
      writer.write(() => {
        const counts = countsOf(organizationId);
        sqlite.exec(
          "create temp table if not exists demo_deliveries (id text primary key); delete from demo_deliveries",
        );
        sqlite.prepare(`insert into demo_deliveries ${demoDeliveries}`).run({ organizationId });
        for (const removal of removals) {
          const statement = sqlite.prepare(removal);
          if (removal.includes("@organizationId")) statement.run({ organizationId });
          else statement.run();
        }
        noteChange({ object: { kind: "demo", id: null }, before: counts });
        return counts;
      }),

    isDemo: async (deliveryId) => anyDemo.get() !== undefined && ofDemo.get(deliveryId) !== undefined,
  };
};

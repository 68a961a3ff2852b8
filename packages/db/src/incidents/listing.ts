import { visibleAlerts } from "@tocsin/core/device-groups";
import type { IncidentListed } from "@tocsin/core/incidents";
import type { DeviceGroupId, IncidentId, Scope } from "@tocsin/core/kernel";
import { asc, count, inArray, sql } from "drizzle-orm";
import { deliveries } from "../deliveries/tables.ts";
import { readDeviceGroups } from "../device-groups/rows.ts";
import { bundleOf } from "../notifications/told.ts";
import type { Drizzle } from "../open.ts";
import { openReadAlerts } from "./read-alerts.ts";
import { incidentOf } from "./rows.ts";
import { alerts, devicelessId, incidentDeviceGroups, incidentLabels, incidents } from "./tables.ts";

/** Reads incidents as a list shows them: a few reads for the whole page, whatever its length. */
export const openListing = (db: Drizzle) => ({
  of: (scope: Scope, ids: readonly IncidentId[]): readonly IncidentListed[] => {
    if (ids.length === 0) return [];
    const rows = db
      .select()
      .from(incidents)
      .where(inArray(incidents.id, [...ids]))
      .all();
    const byId = new Map(rows.map((row) => [row.id, row]));
    const { alertCounts, categories } =
      scope.deviceGroups === null
        ? { alertCounts: readAlertCounts(db, ids), categories: readCategories(db, ids) }
        : readVisible(db, scope, rows);
    const groups = readGroups(db, ids);
    const mails = readMails(db, ids);
    return ids.flatMap((id) => {
      const row = byId.get(id);
      if (row === undefined) return [];
      const incident = incidentOf(row);
      return [
        {
          ...incident,
          alertCounts: alertCounts.get(id) ?? { total: 0, resolved: 0 },
          allCategories: categories.get(id) ?? [],
          deviceGroupIds: (groups.get(id) ?? []).map(({ deviceGroupId }) => deviceGroupId).filter(isShownTo(scope)),
          mails: mails.get(bundleOf(id)) ?? { people: 0, lastAt: null, waiting: 0, failed: 0 },
        },
      ];
    });
  },
});

const readAlertCounts = (db: Drizzle, ids: readonly IncidentId[]) =>
  new Map(
    db
      .select({
        id: alerts.incidentId,
        total: count(),
        resolved: sql<number>`sum(case when ${alerts.status} = 'resolved' then 1 else 0 end)`,
      })
      .from(alerts)
      .where(inArray(alerts.incidentId, [...ids]))
      .groupBy(alerts.incidentId)
      .all()
      .map(({ id, ...counts }) => [id, counts]),
  );

const readCategories = (db: Drizzle, ids: readonly IncidentId[]): ReadonlyMap<IncidentId, readonly string[]> => {
  const found = db
    .select({ id: incidentLabels.incidentId, label: incidentLabels.label, kind: incidentLabels.kind })
    .from(incidentLabels)
    .where(inArray(incidentLabels.incidentId, [...ids]))
    .orderBy(asc(incidentLabels.key))
    .all()
    .filter(({ kind }) => kind === "category");
  return new Map([...Map.groupBy(found, ({ id }) => id)].map(([id, labels]) => [id, labels.map(({ label }) => label)]));
};

/** The same for a caller who is limited to device groups: of the alerts that he may see. */
const readVisible = (db: Drizzle, scope: Scope, rows: readonly (typeof incidents.$inferSelect)[]) => {
  const groups = readDeviceGroups(db, scope.organizationId);
  const readAlerts = openReadAlerts(db);
  const seen = rows.map((row) => {
    const visible = visibleAlerts(readAlerts(row.id), scope.deviceGroups, groups);
    const resolved = visible.filter(({ status }) => status.value === "resolved").length;
    const categories = [...incidentOf(row).categories, ...visible.flatMap((alert) => alert.categories)];
    return { id: row.id, counts: { total: visible.length, resolved }, categories: [...new Set(categories)].sort() };
  });
  return {
    alertCounts: new Map(seen.map(({ id, counts }) => [id, counts])),
    categories: new Map(seen.map(({ id, categories }) => [id, categories])),
  };
};

const isShownTo =
  ({ deviceGroups: reach }: Scope) =>
  (id: DeviceGroupId): boolean =>
    id !== devicelessId && (reach === null || reach.has(id));

const readGroups = (db: Drizzle, ids: readonly IncidentId[]) =>
  Map.groupBy(
    db
      .select()
      .from(incidentDeviceGroups)
      .where(inArray(incidentDeviceGroups.incidentId, [...ids]))
      .all(),
    ({ incidentId }) => incidentId,
  );

const addressesIn = (states: string) =>
  sql<number>`count(distinct case when ${deliveries.state} in ${sql.raw(states)} then ${deliveries.address} end)`;

const readMails = (db: Drizzle, ids: readonly IncidentId[]) =>
  new Map(
    db
      .select({
        bundle: deliveries.bundle,
        people: addressesIn("('sent', 'captured')"),
        lastAt: sql<
          number | null
        >`max(case when ${deliveries.state} in ('sent', 'captured') then ${deliveries.settledAt} end)`,
        waiting: addressesIn("('waiting', 'sending', 'held')"),
        failed: addressesIn("('failed', 'inDoubt')"),
      })
      .from(deliveries)
      .where(inArray(deliveries.bundle, ids.map(bundleOf)))
      .groupBy(deliveries.bundle)
      .all()
      .map(({ bundle, ...mails }) => [bundle, mails]),
  );

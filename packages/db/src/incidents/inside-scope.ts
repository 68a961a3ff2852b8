import { ungroupedId } from "@tocsin/core/device-groups";
import type { DeviceGroupId, GroupReach, Scope } from "@tocsin/core/kernel";
import { and, eq, exists, inArray, notExists, notInArray, or, type SQL, sql } from "drizzle-orm";
import { QueryBuilder, type SQLiteColumn } from "drizzle-orm/sqlite-core";
import { devicelessId, incidentDeviceGroups, incidents } from "./tables.ts";

/**
 * The incidents that a caller may see: of the organization, and where the caller is limited to device groups, those with
 * a device in one of them. To be part of every query of incidents.
 */
export const insideScope = ({ organizationId, deviceGroups }: Scope): SQL | undefined =>
  and(eq(incidents.organizationId, organizationId), visibleTo(deviceGroups));

/**
 * The same for rows that name an incident in this column, without a look at the incidents where the caller is limited to no
 * device groups. It says nothing of the organization: that is the row's own to say.
 */
export const ofSeen = (scope: Scope, incidentId: SQLiteColumn): SQL | undefined =>
  scope.deviceGroups === null
    ? undefined
    : inArray(incidentId, new QueryBuilder().select({ id: incidents.id }).from(incidents).where(insideScope(scope)));

/** Those of which the caller may see everything. */
export const whollyInsideScope = (scope: Scope): SQL | undefined => {
  const { deviceGroups: reach } = scope;
  if (reach === null) return insideScope(scope);
  const outside = rows(notInArray(incidentDeviceGroups.deviceGroupId, [...withDeviceless(reach)]));
  return and(insideScope(scope), notExists(outside));
};

/** Rows for the incident of the surrounding query that lie in one of these groups. */
export const inGroups = (ids: readonly DeviceGroupId[]) =>
  rows(inArray(incidentDeviceGroups.deviceGroupId, [...withDeviceless(new Set(ids))]));

const rows = (condition: SQL | undefined) =>
  new QueryBuilder()
    .select({ one: sql`1` })
    .from(incidentDeviceGroups)
    .where(and(eq(incidentDeviceGroups.incidentId, incidents.id), condition));

/** What lies in no group at all is seen by whoever sees what no group takes. */
const visibleTo = (reach: GroupReach): SQL | undefined => {
  if (reach === null) return undefined;
  const within = exists(inGroups([...reach]));
  return reach.has(ungroupedId) ? or(within, notExists(rows(undefined))) : within;
};

const withDeviceless = (ids: ReadonlySet<DeviceGroupId>): ReadonlySet<DeviceGroupId> =>
  ids.has(ungroupedId) ? new Set([...ids, devicelessId]) : ids;

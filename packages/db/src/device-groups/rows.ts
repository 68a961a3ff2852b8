import type { DeviceGroup } from "@tocsin/core/device-groups";
import type { OrganizationId } from "@tocsin/core/kernel";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Drizzle } from "../open.ts";
import { deviceGroups } from "./tables.ts";

export const deviceGroupOf = (row: typeof deviceGroups.$inferSelect): DeviceGroup => ({
  id: row.id,
  organizationId: row.organizationId,
  name: row.name,
  description: row.description,
  rank: row.rank,
  conditions: row.conditions,
});

/** The groups of an organization in rank order, without *Ungrouped devices*, which is no row. */
export const readDeviceGroups = (db: Drizzle, organizationId: OrganizationId): readonly DeviceGroup[] =>
  db
    .select()
    .from(deviceGroups)
    .where(and(eq(deviceGroups.organizationId, organizationId), isNull(deviceGroups.archivedAt)))
    .orderBy(asc(deviceGroups.rank), asc(deviceGroups.id))
    .all()
    .map(deviceGroupOf);

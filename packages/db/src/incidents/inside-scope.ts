import type { Scope } from "@tocsin/core/kernel";
import { and, eq, exists, inArray, type SQL, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/sqlite-core";
import { incidentDeviceGroups, incidents } from "./tables.ts";

/**
 * The incidents that a caller may see: of the organization, and where the caller is limited to device groups, those with
 * a device in one of them. To be part of every query of incidents.
 */
export const insideScope = ({ organizationId, deviceGroups }: Scope): SQL | undefined =>
  and(
    eq(incidents.organizationId, organizationId),
    deviceGroups === null ? undefined : exists(inGroups([...deviceGroups])),
  );

/** Rows for the incident of the surrounding query that lie in one of these groups. */
export const inGroups = (ids: readonly (typeof incidentDeviceGroups.$inferSelect.deviceGroupId)[]) =>
  new QueryBuilder()
    .select({ one: sql`1` })
    .from(incidentDeviceGroups)
    .where(
      and(eq(incidentDeviceGroups.incidentId, incidents.id), inArray(incidentDeviceGroups.deviceGroupId, [...ids])),
    );

import { type DeviceGroup, groupOf } from "@tocsin/core/device-groups";
import type { DeviceGroupId, OrganizationId } from "@tocsin/core/kernel";
import { and, eq, inArray, ne } from "drizzle-orm";
import { devicelessId, evidence, incidentDeviceGroups, incidents } from "../incidents/tables.ts";
import type { Drizzle } from "../open.ts";
import { readDeviceGroups } from "./rows.ts";
import { devices } from "./tables.ts";

/** Puts every incident of an organization into the groups in which its devices are now, so that who may see it follows. */
export const refileIncidents = (db: Drizzle, organizationId: OrganizationId): void => {
  const groups = readDeviceGroups(db, organizationId);
  const mine = db.select({ id: incidents.id }).from(incidents).where(eq(incidents.organizationId, organizationId));
  db.delete(incidentDeviceGroups)
    .where(and(inArray(incidentDeviceGroups.incidentId, mine), ne(incidentDeviceGroups.deviceGroupId, devicelessId)))
    .run();
  const groupByKey = groupsOfDevices(db, organizationId, groups);
  const named = db
    .select({ key: evidence.key, incidentId: evidence.incidentId })
    .from(evidence)
    .where(and(eq(evidence.organizationId, organizationId), eq(evidence.type, "device")))
    .all();
  for (const { key, incidentId } of named) {
    const deviceGroupId = groupByKey.get(key);
    if (deviceGroupId === undefined) continue;
    db.insert(incidentDeviceGroups).values({ incidentId, deviceGroupId }).onConflictDoNothing().run();
  }
};

const groupsOfDevices = (
  db: Drizzle,
  organizationId: OrganizationId,
  groups: readonly DeviceGroup[],
): ReadonlyMap<string, DeviceGroupId> =>
  new Map(
    db
      .select({ key: devices.key, device: devices.device })
      .from(devices)
      .where(eq(devices.organizationId, organizationId))
      .all()
      .map(({ key, device }) => [key, groupOf(device, groups)]),
  );

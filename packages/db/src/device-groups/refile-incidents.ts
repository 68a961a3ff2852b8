import { type DeviceGroup, groupOf } from "@tocsin/core/device-groups";
import type { DeviceGroupId, OrganizationId } from "@tocsin/core/kernel";
import { and, eq, gte, inArray, lt, ne, sql } from "drizzle-orm";
import { rangeOf, wordOf } from "../incidents/evidence-words.ts";
import { devicelessId, evidenceTerms, evidenceWords, incidentDeviceGroups, incidents } from "../incidents/tables.ts";
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
  const groupByWord = groupsOfDevices(db, organizationId, groups);
  const [from, before] = rangeOf("device");
  const named = db
    .select({ word: evidenceTerms.term, incidentId: evidenceWords.incidentId })
    .from(evidenceTerms)
    .innerJoin(evidenceWords, sql`${evidenceWords}.rowid = ${evidenceTerms.doc}`)
    .innerJoin(incidents, eq(incidents.id, evidenceWords.incidentId))
    .where(
      and(eq(incidents.organizationId, organizationId), gte(evidenceTerms.term, from), lt(evidenceTerms.term, before)),
    )
    .all();
  for (const { word, incidentId } of named) {
    const deviceGroupId = groupByWord.get(word);
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
      .map(({ key, device }) => [wordOf({ type: "device", key }), groupOf(device, groups)]),
  );

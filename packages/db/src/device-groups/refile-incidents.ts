import { type DeviceGroup, groupOf } from "@tocsin/core/device-groups";
import type { DeviceGroupId, IncidentId, OrganizationId } from "@tocsin/core/kernel";
import { and, eq, gte, lt, ne, sql } from "drizzle-orm";
import { rangeOf, wordOf } from "../incidents/evidence-words.ts";
import { devicelessId, evidenceTerms, evidenceWords, incidentDeviceGroups, incidents } from "../incidents/tables.ts";
import type { Drizzle } from "../open.ts";
import { preparedInsert } from "../prepared.ts";
import { readDeviceGroups } from "./rows.ts";
import { devices } from "./tables.ts";

/**
 * Puts every incident of an organization into the groups in which its devices are now, so that who may see it follows. Writes
 * only what is not so yet: a change of one group moves few incidents, of which there may be very many.
 */
export const refileIncidents = (db: Drizzle, organizationId: OrganizationId): void => {
  const wanted = wantedIn(db, organizationId);
  const remove = db
    .delete(incidentDeviceGroups)
    .where(
      and(
        eq(incidentDeviceGroups.incidentId, sql.placeholder("incidentId")),
        eq(incidentDeviceGroups.deviceGroupId, sql.placeholder("deviceGroupId")),
      ),
    )
    .prepare();
  const insert = preparedInsert(db, incidentDeviceGroups, ["incidentId", "deviceGroupId"]);
  for (const filed of filedIn(db, organizationId)) {
    if (!wanted.delete(keyOf(filed))) remove.run({ ...filed });
  }
  for (const filed of wanted.values()) insert(filed);
};

interface Filed {
  readonly incidentId: IncidentId;
  readonly deviceGroupId: DeviceGroupId;
}

const keyOf = ({ incidentId, deviceGroupId }: Filed): string => `${incidentId} ${deviceGroupId}`;

/** What stands there now, but for incidents without a device, which stay where they are. */
const filedIn = (db: Drizzle, organizationId: OrganizationId): readonly Filed[] =>
  db
    .select({ incidentId: incidentDeviceGroups.incidentId, deviceGroupId: incidentDeviceGroups.deviceGroupId })
    .from(incidentDeviceGroups)
    .innerJoin(incidents, eq(incidents.id, incidentDeviceGroups.incidentId))
    .where(and(eq(incidents.organizationId, organizationId), ne(incidentDeviceGroups.deviceGroupId, devicelessId)))
    .all();

/** What is to stand there, each once. */
const wantedIn = (db: Drizzle, organizationId: OrganizationId): Map<string, Filed> => {
  const groupByWord = groupsOfDevices(db, organizationId, readDeviceGroups(db, organizationId));
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
  const wanted = new Map<string, Filed>();
  for (const { word, incidentId } of named) {
    const deviceGroupId = groupByWord.get(word);
    if (deviceGroupId === undefined) continue;
    const filed = { incidentId, deviceGroupId };
    wanted.set(keyOf(filed), filed);
  }
  return wanted;
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

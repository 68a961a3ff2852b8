import type { DeviceGroupDraft } from "@tocsin/core/device-groups";
import { anIncomingOn } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { openScene, type Scene } from "../testing/index.ts";
import { refileIncidents } from "./refile-incidents.ts";

/** The groups of each incident, by name. */
const filed = ({ parts: { sqlite } }: Scene) =>
  sqlite
    .prepare(
      `select external_id || ' in ' || coalesce(device_groups.name, device_group_id) from incident_device_groups
         join incidents on incidents.id = incident_id left join device_groups on device_groups.id = device_group_id
       order by 1`,
    )
    .pluck()
    .all();

const named = (name: string, prefix: string): DeviceGroupDraft => ({
  name,
  description: "",
  conditions: [{ property: "name", operator: "startsWith", values: [prefix] }],
});

test("incidents follow their devices into a group that is made, and out of one that is removed", async () => {
  await using scene = await openScene();
  await scene.record(anIncomingOn("both", "srv-1", "wks-1"));
  await scene.record(anIncomingOn("server", "srv-1"));
  await scene.record(anIncomingOn("none"));
  const before = filed(scene);
  const servers = await scene.deviceGroups.create(scene.scope, named("Servers", "srv"));
  expect(filed(scene)).toEqual(["both in Servers", "both in ungrouped", "none in deviceless", "server in Servers"]);
  await scene.deviceGroups.remove(scene.scope, servers.id);
  expect(filed(scene)).toEqual(before);
});

test("what stands where it belongs is not written again", async () => {
  await using scene = await openScene();
  await scene.deviceGroups.create(scene.scope, named("Servers", "srv"));
  for (let n = 0; n < 5; n += 1) await scene.record(anIncomingOn(`incident-${n}`, `srv-${n}`, `wks-${n}`));
  const { sqlite, db } = scene.parts;
  const written = () => sqlite.prepare("select total_changes()").pluck().get();
  const before = written();
  refileIncidents(db, scene.organization.id);
  expect(written()).toBe(before);
});

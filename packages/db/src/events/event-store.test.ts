import { anIncoming, anIncomingAlert } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { addTenant, openScene, temporaryFolder } from "../testing/index.ts";

const nothing = { incidents: [], deliveries: [], more: false };

test("a feed tells what was committed since, once, and nothing from before it began", async () => {
  await using scene = await openScene();
  await scene.addRule();
  await scene.record();
  const feed = scene.events.follow();
  expect(await feed.look()).toEqual(nothing);
  const { incidentId } = await scene.record(anIncoming({ externalId: "new" }));
  const { incidents, deliveries } = await feed.look();
  expect(incidents).toEqual([{ organizationId: scene.organization.id, id: incidentId }]);
  expect(deliveries).toHaveLength(1);
  expect(await feed.look()).toEqual(nothing);
});

test("a feed tells of a delivery whose state has changed", async () => {
  await using scene = await openScene();
  await scene.addRule();
  await scene.record();
  const feed = scene.events.follow();
  const { items } = await scene.deliveryQueries.list(
    scene.scope,
    { states: [], address: null, incidentId: null, ruleId: null },
    { limit: 1, after: null },
  );
  scene.parts.sqlite.prepare("update deliveries set state = 'sent'").run();
  expect((await feed.look()).deliveries).toMatchObject([{ id: items[0]?.delivery.id }]);
  expect(await feed.look()).toEqual(nothing);
});

test("a feed tells of an incident that somebody has acknowledged, at once and not again", async () => {
  await using scene = await openScene();
  const { incidentId } = await scene.record();
  const feed = scene.events.follow();
  await scene.acknowledgements.acknowledge(scene.scope, incidentId, scene.actor);
  expect((await feed.look()).incidents).toEqual([{ organizationId: scene.organization.id, id: incidentId }]);
  expect(await feed.look()).toEqual(nothing);
});

test("a feed tells what another process committed", async () => {
  await using folder = await temporaryFolder();
  await using scene = await openScene({ path: folder.database });
  await using other = await openScene({ path: folder.database, beside: scene });
  const feed = scene.events.follow();
  const { incidentId } = await other.record();
  expect((await feed.look()).incidents).toMatchObject([{ id: incidentId }]);
});

test("of more than anybody could take in one by one, a feed tells that there was more", async () => {
  await using scene = await openScene();
  const feed = scene.events.follow();
  await Promise.all(Array.from({ length: 201 }, (_, i) => scene.record(anIncoming({ externalId: `x-${i}` }))));
  expect(await feed.look()).toEqual({ ...nothing, more: true });
  await scene.record(anIncoming({ externalId: "x-0", alerts: [anIncomingAlert()] }));
  expect((await feed.look()).incidents).toHaveLength(1);
});

test("nobody hears of another organization's, nor of what lies outside his device groups", async () => {
  await using scene = await openScene();
  const other = await addTenant(scene);
  const feed = scene.events.follow();
  const { incidentId } = await scene.record();
  await scene.record(anIncoming(), { tenant: other });
  const changes = await feed.look();
  expect((await scene.events.visible(scene.scope, changes)).incidents).toEqual([incidentId]);
  const limited = { ...scene.scope, deviceGroups: new Set<never>(), manages: new Set<never>() };
  expect(await scene.events.visible(limited, changes)).toEqual({ incidents: [], deliveries: [] });
});

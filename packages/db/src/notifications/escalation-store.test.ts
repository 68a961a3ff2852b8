import { type DeliveryId, hourMs, minuteMs } from "@tocsin/core/kernel";
import { nextEscalation } from "@tocsin/core/notifications";
import { anIncoming, mapped, noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { openScene, type Scene, type SceneOptions } from "../testing/scene.ts";

const [first, second, third] = ["soc@contoso.example", "lead@contoso.example", "ciso@contoso.example"];
const recipients = [first, second, third].map((address, tier) => ({ address, tier }));
const escalation = [{ afterMinutes: 15 }, { afterMinutes: 30 }];

const ready = async (options: SceneOptions = {}): Promise<Scene> => {
  const scene = await openScene(options);
  await scene.addRule({ recipients, escalation });
  return scene;
};

const toldOf = (scene: Scene) =>
  scene.parts.sqlite.prepare("select address from deliveries order by id").pluck().all() as string[];

const passThenLook = async (scene: Scene, ms: number) => {
  scene.clock.pass(ms);
  return scene.escalations.tellDue(nextEscalation, scene.clock.now());
};

test("while nobody acknowledges, the next are told on time, each once, and then it ends", async () => {
  await using scene = await ready();
  const { incidentId } = await scene.record();
  expect(toldOf(scene)).toEqual([first]);
  await passThenLook(scene, 15 * minuteMs - 1);
  expect(toldOf(scene)).toEqual([first]);
  await passThenLook(scene, 1);
  await passThenLook(scene, 0);
  expect(toldOf(scene)).toEqual([first, second]);
  await passThenLook(scene, 30 * minuteMs);
  await passThenLook(scene, 1_000 * minuteMs);
  expect(toldOf(scene)).toEqual([first, second, third]);
  const [one, ...more] = await scene.escalations.ofIncident(incidentId);
  expect(more).toEqual([]);
  expect(one).toMatchObject({ next: null, ended: null, told: [{ tier: 1 }, { tier: 2 }] });
});

test("two workers that look at the same moment tell once", async () => {
  await using scene = await ready();
  await scene.record();
  const at = scene.clock.pass(15 * minuteMs);
  await Promise.all([1, 2, 3].map(() => scene.escalations.tellDue(nextEscalation, at)));
  expect(toldOf(scene)).toEqual([first, second]);
});

test("an acknowledgement ends it, and says whose it was", async () => {
  await using scene = await ready();
  const { incidentId } = await scene.record();
  await scene.acknowledgements.acknowledge(scene.scope, incidentId, { kind: "recipient", address: first });
  await passThenLook(scene, 15 * minuteMs);
  expect(toldOf(scene)).toEqual([first]);
  const [one] = await scene.escalations.ofIncident(incidentId);
  expect(one?.ended).toMatch(/^acknowledged by soc@contoso.example at /);
});

test("news of an incident that waits begins nothing further; what reopens or becomes graver does, once that ended", async () => {
  await using scene = await ready();
  const said = (at: number, facts: object) =>
    scene.record(anIncoming({ at: noon + at, facts: { title: "Ransomware", severity: mapped("medium"), ...facts } }));
  const { incidentId } = await said(0, {});
  await said(1, { assignedTo: "sanne" });
  expect(await scene.escalations.ofIncident(incidentId)).toHaveLength(1);
  await scene.acknowledgements.acknowledge(scene.scope, incidentId, scene.actor);
  await passThenLook(scene, 15 * minuteMs);
  await said(2, { assignedTo: null });
  expect(await scene.escalations.ofIncident(incidentId)).toHaveLength(1);
  await said(3, { severity: mapped("high") });
  const [before, after] = await scene.escalations.ofIncident(incidentId);
  expect([before?.ended, after?.next]).toEqual([expect.stringMatching(/^acknowledged by/), expect.anything()]);
});

test("who may not be told any more is passed over at once, with the reason", async () => {
  await using scene = await ready();
  const { incidentId } = await scene.record();
  const { scope } = scene;
  await scene.organizations.change(scope, (now) => ({ ...now, allowedDomains: ["fabrikam.example"] }));
  await passThenLook(scene, 15 * minuteMs);
  expect(toldOf(scene)).toEqual([first]);
  const [one] = await scene.escalations.ofIncident(incidentId);
  expect(one).toMatchObject({ ended: "nobody further may be told", next: null });
  expect(one?.told[0]?.recipients.map(({ told }) => told)).toEqual([false, false]);
});

test("an escalation is counted against no limit of a storm, and never held", async () => {
  await using scene = await ready({ storms: { other: 1, urgent: 1 } });
  await scene.record(anIncoming({ externalId: "one" }));
  await scene.record(anIncoming({ externalId: "two" }));
  await scene.record(anIncoming({ externalId: "three" }));
  await passThenLook(scene, 15 * minuteMs);
  const ids = scene.parts.sqlite
    .prepare("select id from deliveries where address = ?")
    .pluck()
    .all(second) as DeliveryId[];
  expect(ids).toHaveLength(3);
  const now = scene.clock.pass(minuteMs);
  const claims = await Promise.all(ids.map((id) => scene.deliveries.claim(id, now)));
  expect(claims.every((claim) => claim !== null && "delivery" in claim)).toBe(true);
});

test("a step that was reckoned by a clock hours ahead is told after its time, not after those hours", async () => {
  await using scene = await ready();
  scene.clock.pass(5 * hourMs);
  await scene.record();
  await passThenLook(scene, -5 * hourMs);
  await passThenLook(scene, 15 * minuteMs - 1);
  expect(toldOf(scene)).toEqual([first]);
  await passThenLook(scene, 1);
  expect(toldOf(scene)).toEqual([first, second]);
});

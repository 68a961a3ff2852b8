import { dayMs, type IncidentId } from "@tocsin/core/kernel";
import { anIncoming, mapped } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { openScene, type Scene } from "../testing/scene.ts";

const retention = { payloads: 30, mails: 90, told: 400 };

const count = ({ parts }: Scene, table: string): unknown =>
  parts.sqlite.prepare(`select count(*) from ${table}`).pluck().get();

const settleAll = ({ parts, clock }: Scene): unknown =>
  parts.sqlite.prepare("update deliveries set state = 'sent', settled_at = ?").run(clock.now());

/** Ids are made by the real clock, so that what is old has to be made now and looked at later. */
const openOld = async () => {
  const scene = await openScene();
  scene.clock.pass(Date.now() - scene.clock.now());
  await scene.addRule({ frequency: { kind: "oncePerIncident", alsoOnEscalation: false } });
  await scene.record(anIncoming({ facts: { severity: mapped("high") } }));
  await scene.intake.keepProblem({
    organizationId: scene.organization.id,
    sourceId: scene.source.id,
    index: 0,
    path: "",
    problem: "is missing",
    payload: "{}",
    receivedAt: scene.clock.now(),
  });
  settleAll(scene);
  return scene;
};

const counts = (scene: Scene) =>
  Object.fromEntries(
    ["payloads", "payload_problems", "decisions", "deliveries", "told", "incidents"].map((table) => [
      table,
      count(scene, table),
    ]),
  );

test("payloads go after a month, decisions after three, deliveries and what was told after more than a year", async () => {
  await using scene = await openOld();
  const all = { payloads: 1, payload_problems: 1, decisions: 1, deliveries: 1, told: 1, incidents: 1 };
  const after = async (days: number) => {
    scene.clock.pass(days * dayMs);
    await scene.retention.prune(retention, scene.clock.now());
    return counts(scene);
  };
  expect(await after(29)).toEqual(all);
  expect(await after(2)).toEqual({ ...all, payloads: 0, payload_problems: 0 });
  expect(await after(60)).toEqual({ ...all, payloads: 0, payload_problems: 0, decisions: 0 });
  expect(await after(310)).toEqual({
    payloads: 0,
    payload_problems: 0,
    decisions: 0,
    deliveries: 0,
    told: 0,
    incidents: 1,
  });
});

test("who acknowledged or muted an incident, and who was told next, goes when nothing was heard of it for as long", async () => {
  await using scene = await openOld();
  const { id } = scene.parts.sqlite.prepare("select id from incidents").get() as { readonly id: IncidentId };
  await scene.acknowledgements.acknowledge(scene.scope, id, scene.actor);
  scene.parts.sqlite
    .prepare("insert into mutes (incident_id, address, at) values (?, 'soc@contoso.example', ?)")
    .run(id, scene.clock.now());
  const escalation = scene.parts.sqlite.prepare(
    `insert into escalations (rule_id, incident_id, organization_id, change_id, begun_at, tier, told_at, due_at, told)
     select ?, id, organization_id, 'c', 0, 0, 0, ?, '[]' from incidents`,
  );
  escalation.run("over", null);
  escalation.run("pending", scene.clock.now());
  const after = async (days: number) => {
    scene.clock.pass(days * dayMs);
    await scene.retention.prune(retention, scene.clock.now());
    return ["acknowledgements", "escalations", "mutes"].map((table) => count(scene, table));
  };
  expect(await after(399)).toEqual([1, 2, 1]);
  await scene.record(anIncoming({ facts: { severity: mapped("critical") }, at: scene.clock.now() }));
  expect(await after(2)).toEqual([1, 2, 1]);
  expect(await after(400)).toEqual([0, 1, 0]);
});

test.each([31, 91, 401, 1_000])("a replay %i days later mails nobody, whatever was forgotten", async (days) => {
  await using scene = await openOld();
  scene.clock.pass(days * dayMs);
  await scene.retention.prune(retention, scene.clock.now());
  const before = count(scene, "deliveries");
  const again = await scene.record(anIncoming({ facts: { severity: mapped("high") } }));
  expect(again).toMatchObject({ outcome: "unchanged", deliveries: 0, notifications: 0 });
  expect(count(scene, "deliveries")).toBe(before);
});

test("what has not gone out is kept, however old it is", async () => {
  await using scene = await openOld();
  scene.parts.sqlite.prepare("update deliveries set state = 'held', settled_at = null").run();
  scene.clock.pass(1_000 * dayMs);
  await scene.retention.prune(retention, scene.clock.now());
  expect(count(scene, "deliveries")).toBe(1);
});

test("one run takes away no more than a short commit bears, and the next goes on", async () => {
  await using scene = await openOld();
  for (let index = 0; index < 700; index += 1) {
    scene.parts.sqlite
      .prepare(
        "insert into payloads (change_id, incident_id, received_at, deflated, body) values (?, 'i', ?, 0, x'00')",
      )
      .run(`p-${index}`, scene.clock.now());
  }
  const now = scene.clock.pass(31 * dayMs);
  expect(await scene.retention.prune(retention, now)).toMatchObject({ payloads: 500 });
  expect(await scene.retention.prune(retention, now)).toMatchObject({ payloads: 201 });
  expect(await scene.retention.prune(retention, now)).toMatchObject({ payloads: 0, problems: 0 });
});

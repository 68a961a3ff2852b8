import { attemptDelivery } from "@tocsin/core/deliveries";
import { hourMs, minuteMs } from "@tocsin/core/kernel";
import { reconciliationPass } from "@tocsin/core/reconciliation";
import { aMail, anIncoming, fakeTransport } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { openScene, type Scene } from "../testing/scene.ts";

/** Ids are made by the real clock, so that rounds have to be asked at it. */
const openNow = async (): Promise<Scene> => {
  const scene = await openScene({ organization: { bundling: { urgentMs: 0, otherMs: 0 } } });
  scene.clock.pass(Date.now() - scene.clock.now());
  await scene.addRule({ name: "Everything", recipients: [{ address: "soc@contoso.example", tier: 0 }] });
  scene.clock.pass(minuteMs);
  return scene;
};

const look = ({ reconciliation, clock }: Scene) => reconciliationPass(reconciliation, clock.now);

const run = ({ parts }: Scene, statement: string): number => parts.sqlite.prepare(statement).run().changes;

const send = async ({ deliveries, clock }: Scene): Promise<void> => {
  for (const { payload } of await deliveries.dueJobs(clock.now(), 100)) {
    await attemptDelivery(
      {
        deliveries,
        transport: fakeTransport([], { kind: "accepted", reply: "250 OK" }),
        compose: async () => ({ kind: "mail", sealed: { mail: aMail(), remade: null, remember: null }, mail: aMail() }),
        keepAlive: () => () => {},
        isStopping: () => false,
        announce: async () => {},
        now: clock.now,
        random: () => 1,
      },
      payload.deliveryId as never,
    );
  }
};

test("mails that were decided, made and sent leave nothing to find, and each change is looked at twice", async () => {
  await using scene = await openNow();
  await scene.record(anIncoming({ externalId: "one" }));
  await scene.record(anIncoming({ externalId: "two" }));
  expect(await look(scene)).toEqual({ looked: 0, findings: [] });
  await send(scene);
  scene.clock.pass(3 * minuteMs);
  expect(await look(scene)).toEqual({ looked: 2, findings: [] });
  expect(await look(scene)).toEqual({ looked: 0, findings: [] });
  scene.clock.pass(26 * hourMs);
  expect(await look(scene)).toEqual({ looked: 2, findings: [] });
  expect(await scene.reconciliation.standing()).toMatchObject({ missing: 0, surplus: 0, checkedAt: scene.clock.now() });
});

test("a mail that is lost from the database is found, listed with incident, rule and address, and is over once it is back", async () => {
  await using scene = await openNow();
  await scene.record(anIncoming({ externalId: "one" }));
  run(scene, "create temp table lost as select * from delivery_causes");
  run(scene, "delete from delivery_causes");
  scene.clock.pass(3 * minuteMs);
  await look(scene);
  await look(scene);
  const { items } = await scene.reconciliation.list(scene.scope, { limit: 10, after: null });
  expect(items).toMatchObject([
    { kind: "missing", why: "neverPlanned", address: "soc@contoso.example", ruleName: "Everything", incidentNumber: 1 },
  ]);
  expect(await scene.reconciliation.standing()).toMatchObject({ missing: 1, surplus: 0 });
  run(scene, "insert into delivery_causes select * from lost");
  await look(scene);
  expect(await scene.reconciliation.standing()).toMatchObject({ missing: 0, surplus: 0 });
});

test("what a person has seen is off the list and stays off it", async () => {
  await using scene = await openNow();
  await scene.record();
  scene.clock.pass(3 * minuteMs);
  run(scene, "delete from delivery_causes");
  await look(scene);
  expect(await scene.reconciliation.standing()).toMatchObject({ missing: 1 });
  expect(await scene.reconciliation.markSeen(scene.organization.id, scene.clock.now())).toBe(1);
  scene.clock.pass(26 * hourMs);
  await look(scene);
  expect(await scene.reconciliation.standing()).toMatchObject({ missing: 0, surplus: 0 });
});

test("a mail that is held for a digest which is gone is found, however long ago its change was looked at", async () => {
  await using scene = await openNow();
  await scene.record();
  scene.clock.pass(3 * minuteMs);
  await look(scene);
  run(scene, "update deliveries set state = 'held', held_for = 'digest', folded_into = 'nothing'");
  expect((await look(scene)).findings).toMatchObject([{ kind: "missing", why: "abandoned" }]);
});

test("of two workers that look at the same changes one keeps what it found", async () => {
  await using scene = await openNow();
  await scene.record();
  scene.clock.pass(3 * minuteMs);
  const { reconciliation, clock } = scene;
  const page = await reconciliation.nextOf("soon", clock.now(), 10);
  expect([
    await reconciliation.keepPage(page, [], clock.now()),
    await reconciliation.keepPage(page, [], clock.now()),
  ]).toEqual([true, false]);
});

test("a change whose decisions are past their time accuses nobody", async () => {
  await using scene = await openNow();
  await scene.record();
  run(scene, "delete from decisions");
  await scene.record(anIncoming({ externalId: "another" }));
  scene.clock.pass(3 * minuteMs);
  expect(await look(scene)).toEqual({ looked: 1, findings: [] });
});

test("a clock that is set back hides nothing that happens by its new time", async () => {
  await using scene = await openNow();
  const { reconciliation, clock } = scene;
  clock.pass(5 * hourMs);
  await look(scene);
  clock.pass(-5 * hourMs);
  await look(scene);
  await scene.record();
  clock.pass(3 * minuteMs);
  expect((await look(scene)).looked).toBeGreaterThan(0);
  expect((await reconciliation.standing()).through).toBeLessThanOrEqual(clock.now());
});

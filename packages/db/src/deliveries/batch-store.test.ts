import { asId, type BatchId, type DeliveryId } from "@tocsin/core/kernel";
import { aMail, anIncoming, mapped, noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { openScene, type Scene, temporaryFolder } from "../testing/index.ts";

const batch = asId<BatchId>("batch-1");
const road = { kind: "resend", destination: "api.resend.com", batch } as const;

const attempt = async (scene: Scene, id: DeliveryId): Promise<void> => {
  const claim = await scene.deliveries.claim(id, scene.clock.now());
  if (claim === null || "foldedInto" in claim) throw new Error("It was not to be had");
  const sealed = { mail: aMail({ subject: `of ${id}` }), remade: null, remember: null };
  await scene.deliveries.beginAttempt(claim, sealed, road, scene.clock.now());
};

const waiting = async (scene: Scene, count: number): Promise<readonly DeliveryId[]> => {
  await scene.addRule();
  for (let n = 0; n < count; n += 1) {
    await scene.record(anIncoming({ externalId: `incident-${n}`, facts: { severity: mapped("high") } }));
  }
  return scene.parts.sqlite.prepare("select id from deliveries order by id").pluck().all() as DeliveryId[];
};

test("a batch is made of the attempts that were stored with it, with their mails, in one order for ever", async () => {
  await using scene = await openScene();
  const [one, two, late] = await waiting(scene, 3);
  if (!one || !two || !late) throw new Error("There are three");
  await attempt(scene, two);
  await attempt(scene, one);
  const members = [one, two].map((deliveryId) => ({
    deliveryId,
    mail: aMail({ subject: `of ${deliveryId}` }),
    changed: false,
  }));
  expect(await scene.batches.compositionOf(batch, noon)).toEqual(members);
  await attempt(scene, late);
  expect(await scene.batches.compositionOf(batch, noon + 1)).toEqual(members);
});

test("two workers that ask at once are told the same", async () => {
  await using folder = await temporaryFolder();
  await using scene = await openScene({ path: folder.database });
  const [one, two] = await waiting(scene, 2);
  if (!one || !two) throw new Error("There are two");
  await attempt(scene, one);
  await using other = await openScene({ path: folder.database, beside: scene });
  const [mine, theirs] = await Promise.all([
    scene.batches.compositionOf(batch, noon),
    attempt(other, two).then(() => other.batches.compositionOf(batch, noon)),
  ]);
  expect(theirs).toEqual(mine);
});

test("a batch tells which of it must not go out in it again: what was cancelled, and what was made anew", async () => {
  await using scene = await openScene();
  const { parts, batches, clock } = scene;
  const [same, cancelled, remade] = await waiting(scene, 3);
  if (!same || !cancelled || !remade) throw new Error("There are three");
  for (const id of [same, cancelled, remade]) await attempt(scene, id);
  await batches.compositionOf(batch, clock.now());
  parts.sqlite.prepare("update deliveries set state = 'cancelled' where id = ?").run(cancelled);
  parts.sqlite
    .prepare("update mails set mail = json_set(mail, '$.date', ?) where delivery_id = ?")
    .run(noon + 1, remade);
  const members = await batches.compositionOf(batch, clock.pass(1));
  expect(members.map(({ deliveryId, changed }) => [deliveryId, changed])).toEqual([
    [same, false],
    [cancelled, true],
    [remade, true],
  ]);
});

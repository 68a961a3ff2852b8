import { asId, type BatchId, type DeliveryId } from "@tocsin/core/kernel";
import { aMail, anIncoming, mapped, noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { openScene, type Scene, temporaryFolder } from "../testing/index.ts";

const batch = asId<BatchId>("batch-1");
const road = { kind: "resend", destination: "api.resend.com", batch } as const;

const attempt = async (scene: Scene, id: DeliveryId): Promise<void> => {
  const claim = await scene.deliveries.claim(id, scene.clock.now());
  if (claim === null || "foldedInto" in claim) throw new Error("It was not to be had");
  const sealed = { mail: aMail({ subject: `of ${id}` }), remember: null };
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
  const members = [one, two].map((deliveryId) => ({ deliveryId, mail: aMail({ subject: `of ${deliveryId}` }) }));
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

import { attemptDelivery, type Outcome } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, hourMs, minuteMs } from "@tocsin/core/kernel";
import type { Message } from "@tocsin/core/messages";
import { outageAfterMs, type RoadReport, recoveredAfterMs } from "@tocsin/core/outages";
import { aMail, anIncoming, fakeTransport } from "@tocsin/core/testing";
import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { deliveries } from "../deliveries/tables.ts";
import { openScene, type Scene } from "../testing/scene.ts";

const good: RoadReport = { good: 1, bad: 0, firstBadAt: null, destination: "", said: "" };
const nothing: RoadReport = { ...good, good: 0 };
const badAt = (at: number): RoadReport => ({ ...nothing, bad: 3, firstBadAt: at, destination: "mail:587", said: "no" });

const noticesIn = ({ parts }: Scene): readonly { notice: unknown; via: unknown; id: DeliveryId }[] =>
  parts.db
    .select({ message: deliveries.message, via: deliveries.via, id: deliveries.id })
    .from(deliveries)
    .where(eq(deliveries.messageKind, "notice"))
    .all()
    .map(({ message, ...rest }) => ({ ...rest, notice: (message as Extract<Message, { kind: "notice" }>).notice }));

const fail = async (scene: Scene, others: readonly ("resend" | "environment")[]) => {
  const { outages, clock } = scene;
  await outages.report(badAt(clock.now()), others, clock.now());
  const now = clock.pass(outageAfterMs);
  await outages.report(nothing, others, now);
};

const recover = async ({ outages, clock }: Scene) => {
  await outages.report(good, [], clock.now());
  await outages.report(nothing, [], clock.pass(recoveredAfterMs));
};

test("an outage is told once by every other road, and its end by the road that works again", async () => {
  await using scene = await openScene();
  await fail(scene, ["resend", "environment"]);
  await scene.outages.report(badAt(scene.clock.now()), ["resend", "environment"], scene.clock.pass(hourMs));
  const told = noticesIn(scene);
  expect(told).toMatchObject([
    { via: "resend", notice: { kind: "mailFailing", destination: "mail:587", said: "no" } },
    { via: "environment", notice: { kind: "mailFailing" } },
  ]);
  expect(await scene.outages.roadOf(told[0]?.id ?? asId(""))).toBe("resend");
  await recover(scene);
  const [recovered, ...none] = noticesIn(scene).slice(2);
  expect(none).toEqual([]);
  expect(recovered).toMatchObject({ via: null, notice: { kind: "mailRecovered", late: 0, waiting: 0, givenUp: 0 } });
  expect(await scene.outages.roadOf(recovered?.id ?? asId(""))).toBeNull();
});

test("where there is no other road nothing is planned that could only wait, and its end is told", async () => {
  await using scene = await openScene();
  await fail(scene, []);
  expect(noticesIn(scene)).toEqual([]);
  expect((await scene.outages.road()).outage).toMatchObject({ destination: "mail:587", failures: 3 });
  await recover(scene);
  expect(noticesIn(scene)).toMatchObject([{ notice: { kind: "mailRecovered" } }]);
  expect((await scene.outages.road()).outage).toBeNull();
});

const attempt = async ({ deliveries: store, clock }: Scene, outcome: Outcome): Promise<number> => {
  const due = await store.dueJobs(clock.now(), 100);
  for (const { payload } of due) {
    await attemptDelivery(
      {
        deliveries: store,
        transport: fakeTransport([], outcome),
        compose: async ({ mail }) =>
          mail === null
            ? { kind: "mail", sealed: { mail: aMail(), remade: null, remember: null }, mail: aMail() }
            : { kind: "mail", sealed: null, mail },
        keepAlive: () => () => {},
        isStopping: () => false,
        announce: async () => {},
        now: clock.now,
        random: () => 1,
      },
      asId<DeliveryId>(payload.deliveryId),
    );
  }
  return due.length;
};

test("its end says how many mails were late, how many still wait, and that none was lost", async () => {
  await using scene = await openScene({ organization: { bundling: { urgentMs: 0, otherMs: 0 } } });
  const { clock, outages } = scene;
  // Ids are made by the real clock.
  clock.pass(Date.now() - clock.now());
  await scene.addRule();
  await scene.record(anIncoming({ externalId: "before" }));
  await attempt(scene, { kind: "accepted", reply: "250 OK" });
  const deferred = { kind: "deferred", reason: "no", code: null, enhancedCode: null, retryAfterMs: null } as const;
  for (const externalId of ["one", "two", "three"]) await scene.record(anIncoming({ externalId }));
  await attempt(scene, deferred);
  await outages.report(badAt(clock.now()), [], clock.now());
  await outages.report(nothing, [], clock.pass(outageAfterMs));
  await outages.report(good, [], clock.now());
  clock.pass(minuteMs / 2);
  expect(await attempt(scene, { kind: "accepted", reply: "250 OK" })).toBe(3);
  await scene.record(anIncoming({ externalId: "after" }));
  await attempt(scene, { kind: "accepted", reply: "250 OK" });
  await outages.report(good, [], clock.pass(recoveredAfterMs));
  expect(noticesIn(scene)).toMatchObject([{ notice: { kind: "mailRecovered", late: 3, waiting: 0, givenUp: 0 } }]);
});

test("mail that goes out as ever costs no commit", async () => {
  await using scene = await openScene();
  const before = scene.parts.sqlite.prepare("select total_changes()").pluck().get();
  await scene.outages.report(good, [], scene.clock.now());
  expect(scene.parts.sqlite.prepare("select total_changes()").pluck().get()).toBe(before);
});

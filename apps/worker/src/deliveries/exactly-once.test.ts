import {
  type AttemptParts,
  attemptDelivery,
  type DeliveryStore,
  type RequestLimitStore,
  sweep,
} from "@tocsin/core/deliveries";
import { asId, type DeliveryId, minuteMs } from "@tocsin/core/kernel";
import { aMail, anIncoming, mapped } from "@tocsin/core/testing";
import { openScene, type Scene } from "@tocsin/db/testing";
import { expect, test } from "vitest";
import {
  type Asked,
  type Manner,
  type ResendDouble,
  startResendDouble,
} from "../../../../tests/resend-double/index.ts";
import { createTransport } from "../transports/index.ts";

const mails = 200;
const atOnce = 64;
/** Longer than a lease, so that every round finds what died in the one before. */
const roundMs = 10 * minuteMs;

const openTelling = async (): Promise<Scene> => {
  const scene = await openScene();
  await scene.addRule();
  const happen = (n: number) =>
    scene.record(anIncoming({ externalId: `incident-${n}`, facts: { severity: mapped("high") } }));
  await Promise.all(Array.from({ length: mails }, (_, n) => happen(n)));
  return scene;
};

const partsOf = (scene: Scene, { url, apiKey }: ResendDouble, deliveries: DeliveryStore): AttemptParts => {
  const { batches, requestLimits: limits, clock } = scene;
  const mayGoAsStored = () => Promise.resolve(true);
  const started = performance.now();
  // The transport waits for free moments in earnest, so its clock has to go on by itself.
  const now = (): number => clock.now() + performance.now() - started;
  return {
    deliveries,
    transport: createTransport(
      { kind: "resend", apiKey, baseUrl: url },
      { batches, mayGoAsStored, limits: inTime(limits), now },
    ),
    compose: ({ delivery: { id, address }, mail }) => {
      const made =
        mail ?? aMail({ to: address, messageId: `<${id}@contoso.example>`, headers: { "X-Tocsin-Delivery": id } });
      return Promise.resolve({
        kind: "mail",
        sealed: mail ? null : { mail: made, remade: null, remember: null },
        mail: made,
      });
    },
    keepAlive: () => () => undefined,
    isStopping: () => false,
    announce: () => Promise.resolve(),
    now: clock.now,
    random: Math.random,
  };
};

const statesOf = ({ parts: { sqlite } }: Scene): Record<string, number> =>
  Object.fromEntries(
    (
      sqlite.prepare("select state, count(*) as count from deliveries group by state").all() as {
        readonly state: string;
        readonly count: number;
      }[]
    ).map(({ state, count }) => [state, count]),
  );

const outcomeCount = ({ parts: { sqlite } }: Scene, kind: string): number =>
  Number(sqlite.prepare("select count(*) from attempts where json_extract(outcome, '$.kind') = ?").pluck().get(kind));

/** What a worker does: takes what is due, so many at once, and looks after what others left behind. */
const workUntilQuiet = async (scene: Scene, parts: AttemptParts, together: number): Promise<void> => {
  const { deliveries, announce, now, random } = parts;
  for (let rounds = 0; rounds < 200 && statesOf(scene)["sent"] !== mails; rounds += 1) {
    const due = await scene.deliveries.dueJobs(now(), mails);
    const ids = due.map(({ payload }) => asId<DeliveryId>((payload as { deliveryId: string }).deliveryId));
    let next = 0;
    const work = async (): Promise<void> => {
      for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
        await attemptDelivery(parts, id).catch((fault: Error) => expect(fault.message).toBe("this worker died"));
      }
    };
    await Promise.all(Array.from({ length: together }, work));
    scene.clock.pass(roundMs);
    await sweep({
      deliveries,
      announce,
      afterDoubt: "resend",
      now,
      random,
      leasesEndedBy: now(),
      looksForAhead: false,
    });
  }
};

const onceEach = (double: ResendDouble): void => {
  const ids = double.mails.map(({ fields }) => (fields["headers"] as Record<string, string>)["X-Tocsin-Delivery"]);
  expect(ids).toHaveLength(mails);
  expect(new Set(ids).size).toBe(mails);
};

/** Takes every request and cuts the connection, until it comes a second time. */
const takeThenDropFirst = (): ((asked: Asked) => Manner) => {
  const seen = new Set<string>();
  return ({ key }) => {
    const known = seen.has(key ?? "");
    seen.add(key ?? "");
    return known ? "serve" : "takeThenDrop";
  };
};

/** What an earlier day left: a connection that is cut tells nothing of how fast requests may come. */
const inTime = (limits: RequestLimitStore): RequestLimitStore => ({
  ...limits,
  takeSlot: (road, first, now) => limits.takeSlot(road, { ...first, intervalMs: 1 }, now),
});

test.each([
  ["one by one", 1],
  ["many at once, in batches", atOnce],
])("a mail that Resend takes and then hangs up on arrives once, %s", { timeout: 60_000 }, async (_way, together) => {
  await using scene = await openTelling();
  await using double = await startResendDouble({ manner: takeThenDropFirst() });
  const parts = partsOf(scene, double, scene.deliveries);
  await workUntilQuiet(scene, parts, together);
  await parts.transport.close();
  onceEach(double);
  expect(statesOf(scene)).toEqual({ sent: mails });
  expect(outcomeCount(scene, "inDoubt")).toBe(mails);
});

test("mails that a worker sent and died over arrive once", { timeout: 60_000 }, async () => {
  await using scene = await openTelling();
  await using double = await startResendDouble();
  const died = new Set<DeliveryId>();
  const dying: DeliveryStore = {
    ...scene.deliveries,
    recordOutcome: (record) => {
      const { id } = record.claim.delivery;
      if (died.has(id)) return scene.deliveries.recordOutcome(record);
      died.add(id);
      return Promise.reject(new Error("this worker died"));
    },
  };
  const parts = partsOf(scene, double, dying);
  await workUntilQuiet(scene, parts, atOnce);
  await parts.transport.close();
  onceEach(double);
  expect(statesOf(scene)).toEqual({ sent: mails });
  expect(outcomeCount(scene, "inDoubt")).toBe(mails);
});

test("mails that meet every fault of the road arrive once", { timeout: 60_000 }, async () => {
  const manners: readonly Manner[] = ["takeThenDrop", "dropUnread", "takeThenFail", "serve"];
  await using scene = await openTelling();
  await using double = await startResendDouble({ manner: (_asked, n) => manners[n % manners.length] ?? "serve" });
  const parts = partsOf(scene, double, scene.deliveries);
  await workUntilQuiet(scene, parts, atOnce);
  await parts.transport.close();
  onceEach(double);
  expect(statesOf(scene)).toEqual({ sent: mails });
});

import { type AttemptParts, attemptDelivery } from "@tocsin/core/deliveries";
import type { DeliveryId } from "@tocsin/core/kernel";
import { aMail, anIncoming, mapped } from "@tocsin/core/testing";
import { openScene, type Scene } from "@tocsin/db/testing";
import { expect, test } from "vitest";
import { type Sink, startSink } from "../../../../tests/smtp-sink/index.ts";
import { createSmtp } from "../transports/smtp.ts";

const connections = 3;
const mails = 24;

const openAttempts = ({ parts: { sqlite } }: Scene): number =>
  Number(sqlite.prepare("select count(*) from attempts where ended_at is null").pluck().get());

const waitingDeliveries = async (scene: Scene): Promise<readonly DeliveryId[]> => {
  await scene.addRule();
  for (let n = 0; n < mails; n += 1) {
    await scene.record(anIncoming({ externalId: `incident-${n}`, facts: { severity: mapped("high") } }));
  }
  return scene.parts.sqlite.prepare("select id from deliveries").pluck().all() as DeliveryId[];
};

const partsOf = (scene: Scene, sink: Sink): AttemptParts => {
  const setting = { kind: "smtp", host: "127.0.0.1", port: sink.port, secure: "none" } as const;
  return {
    deliveries: scene.deliveries,
    transport: createSmtp({ ...setting, maxConnections: connections }),
    compose: ({ delivery: { id } }) => {
      const mail = aMail({ messageId: `<${id}@contoso.example>` });
      return Promise.resolve({ kind: "mail", sealed: { mail, remade: null, remember: null }, mail });
    },
    keepAlive: () => () => undefined,
    isStopping: () => false,
    announce: () => Promise.resolve(),
    now: scene.clock.now,
    random: () => 1,
  };
};

test("no more attempts are open than the mail server has connections free for, however many are asked for", async () => {
  await using scene = await openScene();
  const open: number[] = [];
  // A server that takes longer over the last reply than a turn is given early, and a look at the rows each time that it is about to.
  const slow = { reply: "250 2.0.0 taken", dripMs: 10 };
  const look = (): typeof slow => {
    open.push(openAttempts(scene));
    return slow;
  };
  await using sink = await startSink({ behave: { dot: look } });
  const ids = await waitingDeliveries(scene);
  const parts = partsOf(scene, sink);

  const reports = await Promise.all(ids.map((id) => attemptDelivery(parts, id)));
  await parts.transport.close();

  expect(reports.map((report) => report.kind)).toEqual(Array(mails).fill("attempted"));
  expect(sink.mails).toHaveLength(mails);
  expect(Math.max(...open)).toBeLessThanOrEqual(connections);
});

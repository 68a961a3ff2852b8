import { hourMs, minuteMs } from "@tocsin/core/kernel";
import { anIncoming, mapped } from "@tocsin/core/testing";
import { openScene } from "@tocsin/db/testing";
import { expect, test } from "vitest";
import { headerOf, startSink } from "../../../../tests/smtp-sink/index.ts";
import { partsOf, workOff } from "../testing/post.ts";
import { createTransport } from "../transports/index.ts";

const incidents = 10;

test.for([
  ["11 minutes", 11 * minuteMs],
  ["3 hours", 3 * hourMs],
  ["23 hours and 59 minutes", 24 * hourMs - minuteMs],
] as const)("a mail server that is away for %s delays every mail, and loses and repeats none", async ([, awayMs]) => {
  await using scene = await openScene();
  await scene.addRule();
  const { clock, deliveries } = scene;
  const before = await startSink();
  const server = { kind: "smtp", host: "127.0.0.1", port: before.port, secure: "none" } as const;
  const transport = createTransport(server, {
    ...scene,
    limits: scene.requestLimits,
    mayGoAsStored: async () => true,
    now: clock.now,
  });
  const parts = { ...partsOf(scene, transport), random: Math.random };
  await before.stop();

  const backAt = clock.now() + awayMs;
  for (let n = 0; n < incidents; n += 1) {
    await scene.record(anIncoming({ externalId: `incident-${n}`, facts: { severity: mapped("high") } }));
  }
  let tried = 0;
  for (;;) {
    const dueAt = await deliveries.oldestDueAt();
    if (dueAt === null || dueAt >= backAt) break;
    clock.pass(Math.max(0, dueAt - clock.now()));
    await workOff(parts);
    tried += 1;
  }
  expect(tried).toBeGreaterThan(1);

  clock.pass(backAt - clock.now());
  await using back = await startSink({ port: before.port });
  for (let dueAt = await deliveries.oldestDueAt(); dueAt !== null; dueAt = await deliveries.oldestDueAt()) {
    clock.pass(Math.max(0, dueAt - clock.now()));
    await workOff(parts);
  }
  await transport.close();
  const arrived = back.mails.map((mail) => headerOf(mail, "X-Tocsin-Delivery"));
  expect(new Set(arrived).size).toBe(incidents);
  expect(arrived).toHaveLength(incidents);
});

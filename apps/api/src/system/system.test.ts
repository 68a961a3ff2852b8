import { systemResponseSchema } from "@tocsin/core/system";
import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const read = async (app: TestApp) => (await app.get("/api/v1/system")).as(systemResponseSchema);

const carrier = { kind: "smtp", destination: "mail:587", from: "alarm@contoso.example" } as const;
const aWorker = (app: TestApp) => ({
  id: "w1",
  name: "host 12",
  version: "0.1.0",
  startedAt: app.parts.now(),
  carrier,
  environment: carrier,
  problem: null,
  queue: { driver: "embedded", status: "ok" },
});

test("the system tells what waits and since when, and which sources have spoken", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  await app.raise();
  const { queue, sources, mail } = await read(app);
  expect(queue).toMatchObject({ driver: "embedded", waiting: 1, failed: 0, oldestDueAt: expect.any(String) });
  expect(sources).toMatchObject([{ name: "Own scripts", lastReceivedAt: expect.any(String), openProblems: 0 }]);
  expect(mail).toMatchObject({ sent: 0, captured: 0, failed: 0, lastSentAt: null, lastTrouble: null });
});

test("the system and the metrics tell since when no mail has gone out, until one has", async () => {
  await using app = await startReadyApp();
  const { outages } = app.stores;
  const bad = { good: 0, bad: 1, firstBadAt: app.parts.now(), destination: "mail:587", said: "no" };
  expect((await read(app)).mail.failingSince).toBeNull();
  await outages.report(bad, [], app.parts.now());
  app.wait(90_000);
  expect((await read(app)).mail.failingSince).not.toBeNull();
  expect((await app.get("/metrics", { token: null })).text).toContain("tocsin_mail_failing_seconds 90");
  await outages.report({ ...bad, good: 1, bad: 0 }, [], app.parts.now());
  app.wait(120_000);
  await outages.report({ ...bad, bad: 0 }, [], app.parts.now());
  expect((await read(app)).mail.failingSince).toBeNull();
});

test("a worker is working while its signs of life come, silent when they stay out, and gone when it has left", async () => {
  await using app = await startReadyApp();
  await app.stores.system.beat(aWorker(app));
  expect((await read(app)).workers).toMatchObject([{ name: "host 12", state: "working", carrier }]);
  app.wait(31_000);
  expect((await read(app)).workers).toMatchObject([{ state: "silent" }]);
  await app.stores.system.beat(aWorker(app));
  expect((await read(app)).workers).toMatchObject([{ state: "working" }]);
  await app.stores.system.leave("w1");
  expect((await read(app)).workers).toEqual([]);
});

import { overdueMs } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, DomainError, toIso } from "@tocsin/core/kernel";
import { noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { startReadyApp, startTestApp } from "../testing/start-test-app.ts";

test("the program says that it runs, to anybody", async () => {
  await using app = await startTestApp();
  expect(await app.get("/healthz", { token: null })).toMatchObject({ status: 200, body: { status: "ok" } });
});

test("it is ready before it is set up, because that is no fault", async () => {
  await using app = await startTestApp();
  expect(await app.get("/readyz")).toMatchObject({
    status: 200,
    body: { status: "ready", setUp: false, database: "ok" },
  });
  await app.setUp();
  expect((await app.get("/readyz")).body).toEqual({
    status: "ready",
    setUp: true,
    database: "ok",
    queue: { driver: "embedded", status: "ok" },
    overdueSince: null,
  });
});

test("it is ready while its queue is away and mails are late, and says both until they are not", async () => {
  const queue = { driver: "redis", status: "away" } as const;
  await using app = await startReadyApp({ queueState: () => queue });
  await app.makeRule();
  const { body: before } = await app.get("/readyz");
  await app.raise();
  app.wait(overdueMs);
  expect((await app.get("/readyz")).body).toEqual(before);
  app.wait(1);
  const late = { status: 200, body: { status: "ready", queue, overdueSince: toIso(noon) } };
  expect(await app.get("/readyz")).toMatchObject(late);

  const [job] = await app.stores.deliveries.dueJobs(noon + overdueMs, 1);
  await app.stores.deliveries.claim(asId<DeliveryId>(job?.payload.deliveryId ?? ""), noon + overdueMs);
  expect((await app.get("/readyz")).body).toEqual(before);
});

test("it is not ready when the database cannot be written, and still knows that it is set up", async () => {
  const full = () => Promise.reject(new DomainError("unavailable", "The database cannot be written just now"));
  await using app = await startTestApp({ probe: full });
  await app.setUp();
  expect(await app.get("/readyz")).toMatchObject({
    status: 503,
    body: { status: "unavailable", setUp: true, database: "unavailable" },
  });
});

test("it is not ready when the database is closed", async () => {
  await using app = await startReadyApp();
  await app.stores.close();
  expect(await app.get("/readyz")).toMatchObject({
    status: 503,
    body: { status: "unavailable", database: "unavailable" },
  });
});

test("the metrics count payloads by what became of them", async () => {
  await using app = await startReadyApp();
  await app.ingest([{ title: "one" }, { title: "two" }, 3]);
  const answer = await app.get("/metrics", { token: null });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(answer.text).toContain('tocsin_payloads_total{outcome="opened"} 2');
  expect(answer.text).toContain('tocsin_payloads_total{outcome="problem"} 1');
});

import { overdueMs } from "@tocsin/core/deliveries";
import { asId, type DeliveryId, DomainError, toIso } from "@tocsin/core/kernel";
import { noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { rowsOf, rowsOnPage } from "../testing/metrics-page.ts";
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
  expect(answer.text).toContain('tocsin_payloads_total{source_kind="generic",outcome="opened"} 2');
  expect(answer.text).toContain('tocsin_payload_problems_total{source_kind="generic"} 1');
});

test("the page of metrics says of each that the api exports what it is, and of no other", async () => {
  await using app = await startTestApp();
  const exported = await rowsOf(app.parts.metrics.registry);
  expect([...exported].sort()).toEqual([...rowsOnPage("Both programs"), ...rowsOnPage("The api")].sort());
});

test("decisions are counted by their outcome, and deliveries by how they stand", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  await app.makeRule({ name: "High only", severities: ["high"] });
  await app.ingest({ title: "one", severity: "low" });
  app.wait(120_000);
  const { text } = await app.get("/metrics", { token: null });
  expect(text).toContain('tocsin_decisions_total{outcome="notify"} 1');
  expect(text).toContain('tocsin_deliveries{state="waiting"} 1');
  expect(text).toContain('tocsin_deliveries{state="inDoubt"} 0');
  expect(text).toContain("tocsin_oldest_due_delivery_seconds 60");
  expect(text).toContain("tocsin_commit_seconds_count 1");
});

test("requests are timed by the pattern of their route, never by what was asked for", async () => {
  await using app = await startReadyApp();
  const { id } = await app.raise();
  await app.get("/api/v1/incidents/secret-of-somebody");
  await app.get("/api/v1/sources/ada@contoso.example/problems");
  await app.get("/nowhere/ada@contoso.example");
  await app.call("PROPFIND", "/api/v1/incidents");
  const { text } = await app.get("/metrics", { token: null });
  const counted = (method: string, route: string, status: string) =>
    `tocsin_http_request_seconds_count{method="${method}",route="${route}",status="${status}"}`;
  expect(text).toContain(`${counted("GET", "/api/v1/incidents/{id}", "2xx")} 1`);
  expect(text).toContain(`${counted("GET", "/api/v1/incidents/{id}", "4xx")} 1`);
  expect(text).toContain(`${counted("GET", "other", "4xx")} 1`);
  expect(text).toContain(`${counted("other", "/api/v1/incidents", "4xx")} 1`);
  expect(text).toContain(`${counted("POST", "/api/v1/ingest", "2xx")} 1`);
  expect(text).not.toMatch(/contoso|secret/);
  expect(text).not.toContain(id);
});

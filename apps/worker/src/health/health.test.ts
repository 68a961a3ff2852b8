import { request } from "node:http";
import pino from "pino";
import { expect, test } from "vitest";
import { rowsOf, rowsOnPage } from "../testing/metrics-page.ts";
import { createMetrics } from "./metrics.ts";
import { startHealthServer } from "./server.ts";

const silent = pino({ level: "silent" });
const loopback = { host: "127.0.0.1", port: 0 };

test("the page of metrics says of each that the worker exports what it is, and of no other", async () => {
  const exported = await rowsOf(createMetrics("1.2.3").registry);
  expect([...exported].sort()).toEqual([...rowsOnPage("Both programs"), ...rowsOnPage("The worker")].sort());
});

test("attempts, claims and repairs are counted by what became of them", async () => {
  const metrics = createMetrics("1.2.3");
  metrics.countClaim("attempted");
  metrics.countAttempt("smtp", "deferred", 0.2);
  metrics.countSweep({ stranded: 2, quarantined: 0, nudged: 1, hastened: 0 });
  const text = await metrics.registry.metrics();
  expect(text).toContain('tocsin_claims_total{result="attempted"} 1');
  expect(text).toContain('tocsin_attempts_total{transport="smtp",outcome="deferred"} 1');
  expect(text).toContain('tocsin_attempt_seconds_bucket{le="0.25",transport="smtp"} 1');
  expect(text).toContain('tocsin_swept_total{what="stranded"} 2');
  expect(text).toMatch(/tocsin_build_info\{version="1.2.3",node="\d+\.\d+\.\d+"\} 1/);
});

test("the worker says that it runs, exports its metrics, and serves nothing else", async () => {
  const server = startHealthServer(createMetrics("1.2.3"), loopback, silent);
  const at = await server.address;
  expect(await (await fetch(`${at}/healthz`)).json()).toEqual({ status: "ok" });
  const metrics = await fetch(`${at}/metrics?x=1`);
  expect(metrics.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(await metrics.text()).toContain("tocsin_build_info");
  expect((await fetch(`${at}/`)).status).toBe(404);
  const posted = await fetch(`${at}/metrics`, { method: "POST", body: "x" });
  expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
  await server.close();
  await expect(fetch(`${at}/healthz`)).rejects.toThrow();
});

test("a port that is taken is said, and stops nothing", async () => {
  const first = startHealthServer(createMetrics("1"), loopback, silent);
  const port = Number(new URL((await first.address) ?? "").port);
  const said: string[] = [];
  const log = pino({ level: "info" }, { write: (line) => void said.push(line) });
  const second = startHealthServer(createMetrics("1"), { ...loopback, port }, log);
  expect(await second.address).toBeNull();
  expect(said.join("")).toContain("Metrics are not exported");
  await second.close();
  await first.close();
});

test("a caller that stays does not keep the worker from stopping", async () => {
  const server = startHealthServer(createMetrics("1"), loopback, silent);
  const open = request(`${await server.address}/healthz`, { headers: { Connection: "keep-alive" } });
  open.on("error", () => {});
  open.flushHeaders();
  await new Promise((resolve) => open.once("socket", (socket) => socket.once("connect", resolve)));
  await server.close();
  open.destroy();
});

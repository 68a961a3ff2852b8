import { expect, test } from "vitest";
import type { Client } from "../journeys/harness/client.ts";
import { startProduct } from "../journeys/harness/product.ts";
import { bodiesOf } from "./harness/bodies.ts";
import { inspected, memoryHeld } from "./harness/memory.ts";
import { openPoster } from "./harness/poster.ts";

const connections = 8;
/** Fills what fills by use and then stays: compiled code, statements, pages of the database, incidents to merge with. */
const warmUpBodies = 2_000;
const bodies = 8_000;
/**
 * Of it the database's cache and the hostile incidents, which grow with every body, take some 20 MiB. What is left is
 * 2.5 KiB a body, so that a leak of some KiB a request cannot hide in it.
 */
const growthMaxMib = 40;

const keyOf = async (administrator: Client, kind: string): Promise<string> => {
  const made = await administrator.request<{ key: string }>("POST", "/api/v1/sources", { name: `Our ${kind}`, kind });
  return made.body.key;
};

/** Fails at any answer but a receipt for every document: taken in, or kept with its problem. */
const judge = (status: number, answer: string, { text, type }: { readonly text: string; readonly type: string }) => {
  const { results = [], problems = [] } = JSON.parse(answer) as { results?: unknown[]; problems?: { id: string }[] };
  const isWhole = status === 202 || ((status === 400 || status === 422) && results.length === 0 && problems.length > 0);
  if (!isWhole) throw new Error(`${status} for the ${type} ${text.slice(0, 2_000)}: ${answer.slice(0, 2_000)}`);
};

test(`${warmUpBodies + bodies} bodies that no sender should send are each answered, and leave the api running and no larger`, async () => {
  const seed = Number(process.env["TOCSIN_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`Bodies of TOCSIN_SEED=${seed}`);
  await using product = await startProduct(inspected);
  const { api, worker } = product;
  const pid = api.pid;
  const administrator = await product.client.setUp(product.setupToken);
  await administrator.makeRule("Everything", ["soc@contoso.example"]);
  const keys = [await keyOf(administrator, "generic"), await keyOf(administrator, "graph-security")];
  const post = async (count: number, from: number): Promise<void> => {
    const made = bodiesOf(count, from);
    // Opened once the bodies are there: the api closes a connection that has been idle for five seconds.
    using poster = openPoster(product.url, connections);
    await poster.postAll(made, (index) => keys[index % keys.length] ?? "", judge);
  };

  await post(warmUpBodies, seed);
  const before = await memoryHeld(api);
  await post(bodies, seed + 1);
  const after = await memoryHeld(api);

  console.log(`The api held ${before.toFixed(0)} MiB after the warm-up and ${after.toFixed(0)} MiB in the end`);
  expect(after - before).toBeLessThan(growthMaxMib);
  expect([api.pid, api.running, worker.running]).toEqual([pid, true, true]);
  expect(api.output + worker.output).not.toMatch(/"level":[56]0/);
  expect((await product.client.request("GET", "/readyz")).status).toBe(200);
}, 900_000); // Some 40 s alone; a machine that is shared takes its time, and a crash is noticed at once.

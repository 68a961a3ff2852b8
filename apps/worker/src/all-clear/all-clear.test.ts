import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { allClearPlace } from "@tocsin/core/all-clear";
import { hourMs, minuteMs } from "@tocsin/core/kernel";
import { reconciliationPass } from "@tocsin/core/reconciliation";
import { openScene, type Scene } from "@tocsin/db/testing";
import { openSeal } from "@tocsin/secrets";
import pino from "pino";
import { expect, test } from "vitest";
import { startAllClear } from "./all-clear.ts";

const seal = openSeal("a secret key of a test, long enough to be one");

/** A watch outside that notes who calls, and answers as it is told. */
const openWatch = async () => {
  const calls: string[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    response.writeHead(answers.shift() ?? 200).end("OK");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    calls,
    answers,
    host,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
};

/** Everything works: the api has stored something, what was decided was compared, and no mail waits. */
const allWell = async ({ allClear, reconciliation, clock, parts }: Scene): Promise<void> => {
  parts.sqlite.prepare("update deliveries set state = 'sent', settled_at = ?").run(clock.now());
  await allClear.apiTakes(clock.now());
  await reconciliationPass(reconciliation, clock.now);
};

const openGiver = ({ allClear, clock }: Scene, host: string, lines: string[] = []) =>
  startAllClear(
    { allClear, seal, allowedHosts: [host], announce: async () => {}, now: clock.now },
    pino({ level: "warn" }, { write: (line: string) => lines.push(line) }),
  );

const set = (scene: Scene, host: string, method: "GET" | "POST" = "GET") =>
  scene.allClear.save(
    { mail: { everyHours: 24 }, url: { everyMinutes: 5, method } },
    { sealed: seal.seal(`http://${host}/secret`, allClearPlace), host },
  );

const noticesIn = ({ parts }: Scene): readonly unknown[] =>
  parts.sqlite.prepare("select json_extract(message, '$.notice.kind') from deliveries").pluck().all();

test("while everything works the address is called every few minutes, and administrators are mailed once a day", async () => {
  await using scene = await openScene();
  await using watch = await openWatch();
  await set(scene, watch.host, "POST");
  await allWell(scene);
  const giver = openGiver(scene, watch.host);
  await giver.stop();
  await giver.look();
  expect(watch.calls).toEqual(["POST /secret"]);
  scene.clock.pass(5 * minuteMs);
  await allWell(scene);
  await giver.look();
  expect(watch.calls).toHaveLength(2);
  expect(noticesIn(scene)).toEqual(["allClear"]);
  expect(await scene.allClear.get()).toMatchObject({ said: "200", calledAt: scene.clock.now() });
});

test("where the api does not store what comes nobody is called, the log says why, and it is given once all is well", async () => {
  await using scene = await openScene();
  await using watch = await openWatch();
  await set(scene, watch.host);
  await allWell(scene);
  scene.clock.pass(hourMs);
  const lines: string[] = [];
  const giver = openGiver(scene, watch.host, lines);
  await giver.stop();
  await giver.look();
  expect([watch.calls, noticesIn(scene)]).toEqual([[], []]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('"troubles":["api","notCompared"]');
  await allWell(scene);
  await giver.look();
  expect(watch.calls).toEqual(["GET /secret"]);
});

test("a watch that answers no is called again at once, and a network inside never", async () => {
  await using scene = await openScene();
  await using watch = await openWatch();
  watch.answers.push(503);
  await set(scene, watch.host);
  await allWell(scene);
  const giver = openGiver(scene, watch.host);
  await giver.stop();
  expect((await scene.allClear.get()).said).toBe("503");
  await giver.look();
  expect(watch.calls).toHaveLength(2);

  const stranger = openGiver(scene, "another.example");
  scene.clock.pass(6 * minuteMs);
  await allWell(scene);
  await stranger.look();
  await stranger.stop();
  expect(watch.calls).toHaveLength(2);
  expect((await scene.allClear.get()).said).toMatch(/must begin with https/);
});

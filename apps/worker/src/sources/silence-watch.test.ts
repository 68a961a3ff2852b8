import { hourMs } from "@tocsin/core/kernel";
import { anIncoming } from "@tocsin/core/testing";
import { openScene } from "@tocsin/db/testing";
import pino from "pino";
import { expect, test } from "vitest";
import { startSilenceWatch } from "./silence-watch.ts";

test("a worker that starts finds what went silent while none ran", async () => {
  await using scene = await openScene();
  for (let i = 0; i < 7; i += 1) {
    scene.clock.pass(hourMs);
    await scene.record(anIncoming({ externalId: `x-${i}` }));
  }
  scene.clock.pass(5 * hourMs);
  const lines: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => lines.push(line) });
  const watch = startSilenceWatch({ sources: scene.sources, now: scene.clock.now }, log);
  await watch.stop();
  expect((await scene.sources.get(scene.scope, scene.source.id)).signs.silentSince).not.toBeNull();
  expect(lines.join("")).toContain("Sources have gone silent");
});

test("a database that cannot be asked just now stops nothing", async () => {
  const lines: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => lines.push(line) });
  const sources = { noteSilence: () => Promise.reject(new Error("disk full")) };
  const watch = startSilenceWatch({ sources, now: () => 0 }, log);
  await watch.look();
  await watch.stop();
  expect(lines.length).toBeGreaterThan(0);
});

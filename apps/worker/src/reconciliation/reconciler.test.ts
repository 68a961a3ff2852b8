import { minuteMs } from "@tocsin/core/kernel";
import { openScene } from "@tocsin/db/testing";
import pino from "pino";
import { expect, test } from "vitest";
import { createMetrics } from "../health/metrics.ts";
import { startReconciler } from "./reconciler.ts";

test("a mail that was decided and is not there is said in the log, without its address, and what was looked at is counted", async () => {
  await using scene = await openScene();
  scene.clock.pass(Date.now() - scene.clock.now());
  await scene.addRule();
  await scene.record();
  scene.parts.sqlite.prepare("delete from delivery_causes").run();
  scene.clock.pass(3 * minuteMs);
  const lines: string[] = [];
  const log = pino({ level: "error" }, { write: (line: string) => lines.push(line) });
  const metrics = createMetrics("1.0.0");
  const reconciler = startReconciler({ reconciliation: scene.reconciliation, now: scene.clock.now }, metrics, log);
  await reconciler.stop();
  expect(lines.join("")).toMatch(/"missing":[12],"surplus":0,"why":\["neverPlanned"\].*Decisions and mails disagree/);
  expect(lines.join("")).not.toContain("@");
  expect(await metrics.registry.metrics()).toMatch(/^tocsin_reconciled_changes_total [1-9]/m);
});

test("a database that cannot be read just now stops nothing", async () => {
  const lines: string[] = [];
  const log = pino({ level: "warn" }, { write: (line: string) => lines.push(line) });
  const broken = { nextOf: () => Promise.reject(new Error("disk full")) } as never;
  const reconciler = startReconciler({ reconciliation: broken, now: () => 0 }, createMetrics("1.0.0"), log);
  await reconciler.stop();
  expect(lines.join("")).toContain("the next look tries again");
});

import type { Pruned } from "@tocsin/core/retention";
import pino from "pino";
import { expect, test } from "vitest";
import { startPruner } from "./pruner.ts";

const log = pino({ level: "silent" });
const keep = { payloads: 30, mails: 90, told: 400 };
const rows = (payloads: number): Pruned => ({
  payloads,
  problems: 0,
  mails: 0,
  decisions: 0,
  deliveries: 0,
  told: 0,
  acknowledgements: 0,
  escalations: 0,
  mutes: 0,
});

test("a round goes on until nothing is past its time", async () => {
  const left = [500, 500, 3, 0];
  const asked: unknown[] = [];
  const retention = {
    prune: async (...given: readonly unknown[]) => {
      asked.push(given);
      return rows(left.shift() ?? 0);
    },
  };
  const pruner = startPruner({ retention, keep, now: () => 7 }, log);
  await pruner.round;
  await pruner.stop();
  expect(asked).toEqual(Array.from({ length: 4 }, () => [keep, 7]));
});

test("a database that cannot be written just now stops nothing", async () => {
  const retention = { prune: () => Promise.reject(new Error("disk full")) };
  const pruner = startPruner({ retention, keep, now: () => 7 }, log);
  await expect(pruner.stop()).resolves.toBeUndefined();
});

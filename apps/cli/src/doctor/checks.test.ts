import { minuteMs } from "@tocsin/core/kernel";
import { describe, expect, test } from "vitest";
import type { Check } from "./check.ts";
import { checkClock } from "./clock.ts";
import { databaseChecks, deliveryChecks } from "./database.ts";
import { redisChecks } from "./redis.ts";
import { sourceChecks } from "./sources.ts";

const now = Date.parse("2026-11-22T12:00:00Z");
const healthy = { oldestDueAt: null, due: 0, waiting: 3, failed: 0, inDoubt: 0, heldForPerson: 0 };
const database = {
  damage: null,
  schema: "current",
  bytes: 4_096,
  walBytes: 0,
  newestAt: null,
  deliveries: null,
  polls: [],
  sources: [],
} as const;

const statesOf = (checks: readonly Check[]) =>
  Object.fromEntries(checks.filter(({ state }) => state !== "ok").map(({ name, state }) => [name, state]));

describe("deliveries", () => {
  test.each([
    ["that wait in good order are fine", {}, {}],
    ["that were due a moment ago are fine", { oldestDueAt: now - 30_000, due: 2 }, {}],
    ["that nobody sends are a fault", { oldestDueAt: now - 5 * minuteMs, due: 2 }, { "waiting mail": "fault" }],
    [
      "that failed or are in doubt are worth a look",
      { failed: 1, inDoubt: 2 },
      { "failed mail": "warning", "mail in doubt": "warning" },
    ],
    ["that a restore holds are worth a look", { heldForPerson: 4 }, { "held mail": "warning" }],
  ] as const)("%s", (_, facts, expected) => {
    expect(statesOf(deliveryChecks({ ...healthy, ...facts }, now))).toEqual(expected);
  });
});

describe("a database", () => {
  test.each([
    ["in good order is fine", {}, {}],
    ["that is damaged is a fault", { damage: "row 7 missing from index" }, { database: "fault" }],
    ["of an older version is a fault", { schema: "older" }, { tables: "fault" }],
    ["of a newer version is a fault", { schema: "newer" }, { tables: "fault" }],
    ["whose log grows is worth a look", { walBytes: 300 * 1024 ** 2 }, { "database log": "warning" }],
  ] as const)("%s", (_, facts, expected) => {
    expect(statesOf(databaseChecks({ ...database, ...facts }))).toEqual(expected);
  });
});

describe("a source", () => {
  const well = { name: "Wazuh", silentSince: null, failingSince: null, failures: 0, openProblems: 0 };
  test.each([
    ["in good order is fine", {}, {}],
    ["that has gone silent is worth a look", { silentSince: now - 90 * minuteMs }, { "source Wazuh": "warning" }],
    ["that sent what could not be read is worth a look", { openProblems: 2 }, { "payloads of Wazuh": "warning" }],
  ])("%s", (_, facts, expected) => {
    expect(statesOf(sourceChecks([{ ...well, ...facts }], now))).toEqual(expected);
  });

  test("that can no longer be read at all is said to be so", () => {
    const [check] = sourceChecks([{ ...well, failures: 5, failingSince: now, openProblems: 7 }], now);
    expect(check?.found).toBe("sent 7 payloads that could not be read; the last 5 in a row");
  });
});

describe("a clock", () => {
  test.each([
    ["that nothing contradicts is fine", now - minuteMs, now, {}],
    ["that was set back behind a row is a fault", now + minuteMs, now, { clock: "fault" }],
    [
      "that the mail server's contradicts is worth a look",
      null,
      now - 5 * minuteMs,
      { "clock of mail server": "warning" },
    ],
    ["that nobody can be asked about is not judged", null, null, { "clock of mail server": "skipped" }],
  ])("%s", (_, newestAt, serverTime, expected) => {
    expect(statesOf(checkClock(now, newestAt, serverTime))).toEqual(expected);
  });
});

describe("Redis", () => {
  const facts = { version: "7.0.15", evictionPolicy: "noeviction", appendOnly: true };
  test.each([
    ["that is not used is not judged", null, { Redis: "skipped" }],
    ["in good order is fine", { ok: true, value: facts }, {}],
    ["that does not answer is a fault", { ok: false, problem: "ECONNREFUSED" }, { Redis: "fault" }],
    [
      "that evicts is a fault",
      { ok: true, value: { ...facts, evictionPolicy: "allkeys-lru" } },
      { "Redis memory": "fault" },
    ],
    ["that is old is worth a look", { ok: true, value: { ...facts, version: "6.2.7" } }, { Redis: "warning" }],
    [
      "without a file is worth a look",
      { ok: true, value: { ...facts, appendOnly: false } },
      { "Redis file": "warning" },
    ],
  ] as const)("%s", (_, looked, expected) => {
    expect(statesOf(redisChecks(looked))).toEqual(expected);
  });
});

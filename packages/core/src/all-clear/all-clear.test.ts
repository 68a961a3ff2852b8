import { describe, expect, test } from "vitest";
import { hourMs, minuteMs } from "../kernel/index.ts";
import { noon } from "../testing/index.ts";
import { dueWays, type Signs, type Trouble, troublesIn } from "./all-clear.ts";

const well: Signs = {
  apiTookAt: noon - 30_000,
  oldestDueAt: null,
  outage: null,
  reconciliation: { missing: 0, surplus: 0, checkedAt: noon - minuteMs, through: noon - 3 * minuteMs },
};
const outage = { since: noon, failures: 1, destination: "mail:587", said: "no", toldAt: null, recoveredAt: null };

describe("the all-clear is given only while", () => {
  test.each<[string, Partial<Signs>, readonly Trouble[]]>([
    ["everything works", {}, []],
    ["a mail waits that is not due long", { oldestDueAt: noon - minuteMs }, []],
    ["the api has ever been there", { apiTookAt: null }, ["api"]],
    ["the api stores what comes", { apiTookAt: noon - 3 * minuteMs }, ["api"]],
    ["no mail is late", { oldestDueAt: noon - 3 * minuteMs }, ["mailLate"]],
    ["mail goes out", { outage }, ["mailFailing"]],
    ["no mail is missing", { reconciliation: { ...well.reconciliation, missing: 1 } }, ["disagreement"]],
    ["no mail is surplus", { reconciliation: { ...well.reconciliation, surplus: 1 } }, ["disagreement"]],
    [
      "somebody compares",
      { reconciliation: { ...well.reconciliation, checkedAt: noon - 6 * minuteMs } },
      ["notCompared"],
    ],
  ])("%s", (_what, given, expected) => {
    expect(troublesIn({ ...well, ...given }, noon)).toEqual(expected);
  });
});

const both = { mail: { everyHours: 24 }, url: { everyMinutes: 5, method: "GET" } } as const;

test.each([
  ["at first, by every way that is set", both, { mailedAt: null, calledAt: null }, { mail: true, url: true }],
  [
    "by no way that is not set",
    { mail: null, url: null },
    { mailedAt: null, calledAt: null },
    { mail: false, url: false },
  ],
  [
    "not before its time",
    both,
    { mailedAt: noon - 23 * hourMs, calledAt: noon - minuteMs },
    { mail: false, url: false },
  ],
  [
    "when its time has come",
    both,
    { mailedAt: noon - 24 * hourMs, calledAt: noon - 5 * minuteMs },
    { mail: true, url: true },
  ],
  [
    "where the clock was set back by more than its time",
    both,
    { mailedAt: noon + 25 * hourMs, calledAt: noon + hourMs },
    { mail: true, url: true },
  ],
] as const)("it is due %s", (_what, setting, given, expected) => {
  expect(dueWays(setting, given, noon)).toEqual(expected);
});

import type { Outcome } from "@tocsin/core/deliveries";
import { quietRoad, type RoadReport } from "@tocsin/core/outages";
import { noon } from "@tocsin/core/testing";
import pino from "pino";
import { expect, test } from "vitest";
import { startRoadWatch } from "./road-watch.ts";

const log = pino({ level: "silent" });
const deferred: Outcome = {
  kind: "deferred",
  reason: "421 later",
  code: "421",
  enhancedCode: null,
  retryAfterMs: null,
};
const accepted: Outcome = { kind: "accepted", reply: "250 OK" };

const openWatch = (failing: readonly number[] = []) => {
  const reports: (readonly [RoadReport, readonly string[]])[] = [];
  let calls = 0;
  const watch = startRoadWatch(
    {
      outages: {
        road: async () => quietRoad,
        report: async (report, others) => {
          calls += 1;
          if (failing.includes(calls)) throw new Error("disk full");
          reports.push([report, others]);
          return [];
        },
      },
      others: async () => ["resend"],
      announce: async () => {},
      now: () => noon,
    },
    log,
  );
  return { watch, reports };
};

test("attempts are summed up, and what a report told is not told again", async () => {
  const { watch, reports } = openWatch();
  watch.saw(accepted, "mail:587");
  watch.saw(deferred, "mail:587");
  watch.saw({ kind: "rejected", reason: "550 no", code: "550", enhancedCode: null }, "mail:587");
  await watch.report();
  await watch.stop();
  expect(reports).toEqual([
    [{ good: 1, bad: 2, firstBadAt: noon, destination: "mail:587", said: "550 no" }, ["resend"]],
    [{ good: 0, bad: 0, firstBadAt: null, destination: "", said: "" }, []],
  ]);
});

test("what the database could not take is told with the next report", async () => {
  const { watch, reports } = openWatch([1]);
  watch.saw(deferred, "mail:587");
  await watch.report();
  watch.saw(accepted, "mail:587");
  await watch.stop();
  expect(reports).toMatchObject([[{ good: 1, bad: 1, said: "421 later" }, ["resend"]]]);
});

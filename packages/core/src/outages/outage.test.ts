import fc from "fast-check";
import { expect, test } from "vitest";
import { hourMs, minuteMs, secondMs } from "../kernel/index.ts";
import { noon } from "../testing/index.ts";
import { judgeRoad, type MailRoad, outageAfterMs, quietRoad, type RoadReport } from "./outage.ts";

type Seen = "good" | "bad" | "both" | "nothing";

const reportOf = (seen: Seen, at: number): RoadReport => ({
  good: seen === "good" || seen === "both" ? 1 : 0,
  bad: seen === "bad" || seen === "both" ? 1 : 0,
  firstBadAt: seen === "bad" || seen === "both" ? at : null,
  destination: "mail.contoso.example:587",
  said: "connect ECONNREFUSED",
});

/** What is told, and when, of what is seen every so often. */
const told = (seen: readonly Seen[], everyMs = minuteMs, from: MailRoad = quietRoad): readonly string[] => {
  let road = from;
  return seen.flatMap((one, index) => {
    const judged = judgeRoad(road, reportOf(one, noon + index * everyMs), noon + index * everyMs);
    road = judged.road;
    return judged.tell === null ? [] : [`${judged.tell.kind} after ${(index * everyMs) / minuteMs}`];
  });
};

const times = (count: number, seen: Seen): readonly Seen[] => Array.from({ length: count }, () => seen);

test.each<[string, readonly Seen[], readonly string[]]>([
  ["nothing of mail that goes out", times(60, "good"), []],
  ["nothing where nothing is tried", times(60, "nothing"), []],
  ["nothing of trouble that is over within ten minutes", [...times(9, "bad"), ...times(20, "good")], []],
  ["once of an outage, however long it lasts", times(600, "bad"), ["failing after 10"]],
  ["of an outage that went quiet", [...times(3, "bad"), ...times(10, "nothing")], ["failing after 10"]],
  ["nothing of two attempts at a single mail", [...times(2, "bad"), ...times(60, "nothing")], []],
  ["nothing of a recipient who refuses while others accept", times(60, "both"), []],
  [
    "of its end once that has lasted",
    [...times(15, "bad"), ...times(5, "good")],
    ["failing after 10", "recovered after 17"],
  ],
  [
    "of its end also where one mail was all there was",
    [...times(15, "bad"), "good", ...times(5, "nothing")],
    ["failing after 10", "recovered after 17"],
  ],
  [
    "of no end that did not last",
    [...times(15, "bad"), "good", ...times(15, "bad"), ...times(3, "good")],
    ["failing after 10", "recovered after 33"],
  ],
])("administrators are told %s", (_what, seen, expected) => {
  expect(told(seen)).toEqual(expected);
});

test("a road that comes and goes is told of once an hour at most, and never of an end without its beginning", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom<Seen>("good", "bad", "both", "nothing"), fc.integer({ min: 1, max: 40 })), {
        maxLength: 60,
      }),
      (runs) => {
        const tellings = told(
          runs.flatMap(([seen, count]) => times(count, seen)),
          30 * secondMs,
        );
        const kinds = tellings.map((one) => one.split(" ")[0]);
        expect(kinds).toEqual(kinds.map((_kind, index) => (index % 2 === 0 ? "failing" : "recovered")));
        const begun = tellings.filter((one) => one.startsWith("failing")).map((one) => Number(one.split(" ")[2]));
        expect(begun.every((at, index) => index === 0 || at - (begun[index - 1] ?? 0) >= hourMs / minuteMs)).toBe(true);
      },
    ),
  );
});

test("an outage begins with its first failure, and nobody is told before ten minutes have passed", () => {
  const { road } = judgeRoad(quietRoad, { ...reportOf("bad", noon), bad: 50 }, noon + secondMs);
  expect(road.outage).toMatchObject({ since: noon, failures: 50 });
  const early = judgeRoad(road, reportOf("bad", noon), noon + outageAfterMs - 1);
  expect(early.tell).toBeNull();
  expect(judgeRoad(early.road, reportOf("nothing", noon), noon + outageAfterMs).tell?.kind).toBe("failing");
});

test("a clock that was set back by hours delays neither words about an outage nor about its end", () => {
  const ahead = noon + 5 * hourMs;
  const begun = judgeRoad(quietRoad, { ...reportOf("bad", ahead), bad: 50 }, ahead).road;
  const back = judgeRoad(begun, reportOf("bad", noon), noon).road;
  const told = judgeRoad(back, reportOf("bad", noon), noon + outageAfterMs);
  expect(told.tell?.kind).toBe("failing");
  const good = judgeRoad({ ...told.road, lastToldAt: ahead }, reportOf("good", ahead), ahead).road;
  const still = judgeRoad(good, reportOf("nothing", noon), noon + outageAfterMs).road;
  expect(judgeRoad(still, reportOf("nothing", noon), noon + outageAfterMs + 2 * minuteMs).tell?.kind).toBe("recovered");
  expect(still.lastToldAt).toBeNull();
});

import { expect, test } from "vitest";
import { hourMs, minuteMs, secondMs } from "../kernel/index.ts";
import { noon } from "../testing/index.ts";
import { believesLeases, type ClockWatch, looksForAhead, unwatched, watchClock } from "./clock-watch.ts";

/** What is believed after each look, the wall's clock `ahead` of the machine's by so much. */
const looked = (looks: readonly (readonly [machineMs: number, aheadMs: number])[]) => {
  let watch: ClockWatch = unwatched;
  return looks.map(([machine, ahead]) => {
    watch = watchClock(watch, { wall: noon + machine + ahead, machine });
    return { leases: believesLeases(watch), ahead: looksForAhead(watch) };
  });
};

const calm = { leases: true, ahead: false };

test("a start looks for what a clock ahead has written, for a minute, and believes leases at once", () => {
  expect(
    looked([
      [0, 0],
      [59 * secondMs, 0],
      [minuteMs, 0],
    ]),
  ).toEqual([{ leases: true, ahead: true }, { leases: true, ahead: true }, calm]);
});

test("a clock that runs, or is put right by little, changes nothing", () => {
  expect(
    looked([
      [0, 0],
      [minuteMs, 4 * secondMs],
      [2 * minuteMs, 0],
    ]).at(-1),
  ).toEqual(calm);
});

test("after a clock was set ahead, or the machine slept, no lease is believed to have ended until it could be renewed", () => {
  const looks = looked([
    [0, 0],
    [minuteMs, 0],
    [minuteMs + 5 * secondMs, 3 * hourMs],
    [2 * minuteMs, 3 * hourMs],
    [2 * minuteMs + 5 * secondMs, 3 * hourMs],
  ]);
  expect(looks.slice(1)).toEqual([calm, { ...calm, leases: false }, { ...calm, leases: false }, calm]);
});

test("after a clock was set back, what it wrote before is looked for, and leases are believed", () => {
  const looks = looked([
    [0, 3 * hourMs],
    [minuteMs, 3 * hourMs],
    [minuteMs + 5 * secondMs, 0],
    [2 * minuteMs + 5 * secondMs, 0],
  ]);
  expect(looks.slice(1)).toEqual([calm, { leases: true, ahead: true }, calm]);
});

import { describe, expect, test } from "vitest";
import { dayMs, hourMs, minuteMs } from "../kernel/index.ts";
import { noon, noSigns } from "../testing/index.ts";
import {
  afterProblem,
  afterReception,
  allowedSilenceMs,
  type SignsOfLife,
  silenceOf,
  stateOf,
} from "./signs-of-life.ts";

const sending = (pausesMs: readonly number[], signs: SignsOfLife = noSigns): SignsOfLife => {
  let at = noon;
  let now = afterReception(signs, at).signs;
  for (const pause of pausesMs) {
    at += pause;
    now = afterReception(now, at).signs;
  }
  return now;
};

const hourly = Array.from({ length: 6 }, () => hourMs);

describe("how long a source may be silent", () => {
  test("is not known before it has paused a few times, whatever it sends at once", () => {
    expect(allowedSilenceMs(sending(Array.from({ length: 100 }, () => 500)))).toBeNull();
    expect(allowedSilenceMs(sending(hourly.slice(0, 4)))).toBeNull();
  });

  test("is learned: twice its longest pause of late, an hour at least and a fortnight at most", () => {
    expect(allowedSilenceMs(sending(hourly))).toBe(2 * hourMs);
    expect(allowedSilenceMs(sending(hourly.map(() => 2 * minuteMs)))).toBe(hourMs);
    expect(allowedSilenceMs(sending(hourly.map(() => 30 * dayMs)))).toBe(14 * dayMs);
  });

  test("forgets a long pause in time", () => {
    const after = sending([8 * hourMs, ...Array.from({ length: 200 }, () => hourMs)]);
    expect(allowedSilenceMs(after)).toBeLessThan(3 * hourMs);
  });

  test("is what somebody set, and never where it was set to 0", () => {
    expect(allowedSilenceMs({ ...sending(hourly), silentAfterMinutes: 30 })).toBe(30 * minuteMs);
    expect(allowedSilenceMs({ ...sending(hourly), silentAfterMinutes: 0 })).toBeNull();
    expect(allowedSilenceMs({ ...noSigns, silentAfterMinutes: 30 })).toBe(30 * minuteMs);
  });
});

describe("a source", () => {
  const last = noon + 6 * hourMs;
  const silent: SignsOfLife = { ...sending(hourly), silentSince: last };

  test("is silent when it is past that, and is told of once", () => {
    expect(silenceOf(sending(hourly), last + 2 * hourMs)).toBeNull();
    const turn = { kind: "silent", since: last, expectedEveryMs: 2 * hourMs };
    expect(silenceOf(sending(hourly), last + 2 * hourMs + 1)).toEqual(turn);
    expect(silenceOf(silent, last + 3 * hourMs)).toBeNull();
    expect(stateOf(silent)).toEqual({ state: "silent", since: last });
  });

  test("that never sent anything is new, and not silent", () => {
    const never = { ...noSigns, silentAfterMinutes: 1 };
    expect(silenceOf(never, noon + dayMs)).toBeNull();
    expect(stateOf(never)).toEqual({ state: "new", since: null });
  });

  test("is well again with the next payload, and learns nothing from the outage", () => {
    const { signs, turns } = afterReception(silent, last + 50 * hourMs);
    expect(turns).toEqual([{ kind: "recovered", from: "silent", since: last }]);
    expect(allowedSilenceMs(signs)).toBe(2 * hourMs);
    expect(stateOf(signs)).toEqual({ state: "well", since: null });
  });

  test("fails with the third payload in a row that cannot be read, and is told of once", () => {
    let signs = sending([]);
    const turns = [1, 2, 3, 4].map((minute) => {
      const after = afterProblem(signs, noon + minute * minuteMs);
      signs = after.signs;
      return after.turns;
    });
    const since = noon + minuteMs;
    expect(turns).toEqual([[], [], [{ kind: "failing", since, failures: 3 }], []]);
    expect(stateOf(signs)).toEqual({ state: "failing", since });
    const after = afterReception(signs, noon + hourMs);
    expect(after.turns).toEqual([{ kind: "recovered", from: "failing", since }]);
    expect(stateOf(after.signs).state).toBe("well");
  });

  test("that sends something unreadable now and then is not failing", () => {
    let signs = sending([]);
    for (let round = 0; round < 20; round += 1) {
      for (const after of [afterProblem, afterProblem, afterReception]) {
        const { turns, signs: next } = after(signs, noon + round * minuteMs);
        expect(turns).toEqual([]);
        signs = next;
      }
    }
  });

  test("that sends what cannot be read is not silent", () => {
    const { signs, turns } = afterProblem(silent, last + 9 * hourMs);
    expect(turns).toEqual([{ kind: "recovered", from: "silent", since: last }]);
    expect(signs.silentSince).toBeNull();
  });
});

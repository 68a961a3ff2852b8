import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hourMs, minuteMs, secondMs } from "../kernel/index.ts";
import { noon } from "../testing/index.ts";
import { closingAt, learnLimit, type RequestLimit, type Slot, takeSlot, untoldLimit } from "./request-limit.ts";

const limit: RequestLimit = untoldLimit(500);
const closedFor = (forMs: number, because = "the day is used up") => ({
  intervalMs: null,
  closing: { forMs, because },
});

const slotsOf = (from: RequestLimit, moments: readonly number[]): { slots: Slot[]; limit: RequestLimit } => {
  const slots: Slot[] = [];
  let now = from;
  for (const at of moments) {
    const taken = takeSlot(now, at);
    slots.push(taken.slot);
    now = taken.limit;
  }
  return { slots, limit: now };
};

describe("moments for requests", () => {
  test("are spread by the interval, whoever asks", () => {
    const { slots } = slotsOf(limit, [noon, noon, noon + 100, noon + 5_000]);
    expect(slots).toEqual([noon, noon + 500, noon + 1_000, noon + 5_000].map((at) => ({ kind: "at", at })));
  });

  test("are never before now, and never closer than the interval while time goes on", () => {
    const waits = fc.array(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(waits, fc.integer({ min: 1, max: 900 }), (gaps, intervalMs) => {
        let now = noon;
        let before = Number.NEGATIVE_INFINITY;
        let known: RequestLimit = untoldLimit(intervalMs);
        for (const gap of gaps) {
          now += gap;
          const { slot, limit: next } = takeSlot(known, now);
          if (slot.kind !== "at") throw new Error("It was never closed");
          expect(slot.at).toBeGreaterThanOrEqual(now);
          expect(slot.at - before).toBeGreaterThanOrEqual(intervalMs);
          before = slot.at;
          known = next;
        }
      }),
    );
  });

  test("come at once after a clock that was set back", () => {
    expect(takeSlot({ ...limit, nextAt: noon + hourMs }, noon).slot).toEqual({ kind: "at", at: noon });
  });
});

describe("a provider that is closed", () => {
  const closed = learnLimit(limit, closedFor(hourMs), noon);

  test("gives no moment until then, and gives them again from then on", () => {
    const closing = { until: noon + hourMs, because: "the day is used up" };
    expect(takeSlot(closed, noon + hourMs - 1).slot).toEqual({ kind: "closed", closing });
    expect(takeSlot(closed, noon + hourMs).slot).toEqual({ kind: "at", at: noon + hourMs });
  });

  test("stays closed for the longest that it asked for", () => {
    const shorter = learnLimit(closed, closedFor(secondMs, "too fast"), noon);
    expect(closingAt(shorter, noon)).toEqual(closed.closing);
    expect(closingAt(learnLimit(closed, closedFor(2 * hourMs, "the month"), noon), noon)?.because).toBe("the month");
  });

  test("is believed for a day at most, and not at all after a clock that was set back by more", () => {
    expect(learnLimit(limit, closedFor(999 * hourMs), noon).closing?.until).toBe(noon + 24 * hourMs);
    expect(closingAt(closed, noon - 24 * hourMs)).toBeNull();
  });
});

test("the newest interval holds, within reason", () => {
  const told = (intervalMs: number) => learnLimit(limit, { intervalMs, closing: null }, noon).intervalMs;
  expect([told(200), told(minuteMs)]).toEqual([200, 10 * secondMs]);
  expect(learnLimit(limit, closedFor(secondMs), noon).intervalMs).toBe(500);
});

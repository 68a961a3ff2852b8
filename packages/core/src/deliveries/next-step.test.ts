import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hourMs, minuteMs, secondMs } from "../kernel/index.ts";
import { noon } from "../testing/index.ts";
import {
  type AttemptMade,
  backoffMs,
  type NextStep,
  nextStep,
  type RetryPolicy,
  retryPolicy,
  retryPolicyFor,
} from "./next-step.ts";
import type { Outcome } from "./outcome.ts";

const accepted: Outcome = { kind: "accepted", reply: "250 OK" };
const captured: Outcome = { kind: "captured", reply: "mail-1.eml" };
const rejected: Outcome = { kind: "rejected", reason: "no such mailbox", code: "550", enhancedCode: null };
const deferred: Outcome = {
  kind: "deferred",
  reason: "greylisted",
  code: "451",
  enhancedCode: null,
  retryAfterMs: null,
};
const inDoubt: Outcome = { kind: "inDoubt", reason: "the connection broke after the data" };
const deferredFor = (retryAfterMs: number): Outcome => ({ ...deferred, retryAfterMs });

const settle = (state: Extract<NextStep, { kind: "settle" }>["state"]): NextStep => ({ kind: "settle", state });
const again = (at: number): NextStep => ({ kind: "tryAgain", at });

const hold: RetryPolicy = { ...retryPolicy, afterDoubt: "hold" };
const day = 24 * hourMs;

const made = (number: number, sinceFirst: number, inDoubtBefore = false): AttemptMade => ({
  number,
  firstAt: noon - sinceFirst,
  inDoubtBefore,
});

describe("after an attempt", () => {
  test.each<[string, Outcome, number, NextStep]>([
    ["may have arrived for all that the server says at the end", deferred, day, settle("inDoubt")],
    ["is tried again until then", deferred, 0, again(noon + 5 * secondMs)],
    ["is sent once the server takes it", accepted, day, settle("sent")],
    ["fails where the server refuses it", rejected, 0, settle("failed")],
  ])("a mail that was in doubt before %s", (_guarantee, outcome, sinceFirst, expected) => {
    expect(nextStep(outcome, made(1, sinceFirst, true), noon, 1)).toEqual(expected);
  });

  test("a mail that was in doubt is not sent again once the server may take it for another", () => {
    const resend = retryPolicyFor("resend", "resend");
    expect(nextStep(deferred, made(1, 23 * hourMs, true), noon, 1, resend)).toEqual(settle("inDoubt"));
    expect(nextStep(deferred, made(1, 23 * hourMs, false), noon, 1, resend)).toEqual(again(noon + 5 * secondMs));
  });

  test.each<[string, Outcome, number, number, NextStep]>([
    ["an accepted message is sent", accepted, 1, 0, settle("sent")],
    ["a captured message is captured, never sent", captured, 1, 0, settle("captured")],
    ["a rejected message fails at once", rejected, 1, 0, settle("failed")],
    ["a deferred one is tried again within 5 s", deferred, 1, 0, again(noon + 5 * secondMs)],
    ["the second wait is three times as long", deferred, 2, 0, again(noon + 15 * secondMs)],
    ["a later wait is an hour at most", deferred, 9, 0, again(noon + hourMs)],
    ["a wait that the server asks for goes before ours", deferredFor(10 * minuteMs), 1, 0, again(noon + 10 * minuteMs)],
    ["a wait that is shorter than ours does not", deferredFor(1), 2, 0, again(noon + 15 * secondMs)],
    ["the last attempt is made at the horizon", deferred, 20, day - minuteMs, again(noon + minuteMs)],
    ["a wait beyond the horizon ends there", deferredFor(48 * hourMs), 1, 0, again(noon + day)],
    ["a deferred one fails at the horizon", deferred, 30, day, settle("failed")],
    ["a deferred one fails after the horizon", deferred, 30, day + 1, settle("failed")],
    ["however many attempts it took before", deferred, 10_000, day - 1, again(noon + 1)],
    ["one in doubt is sent again", inDoubt, 1, 0, again(noon + 5 * secondMs)],
    ["one in doubt waits for a person at the horizon", inDoubt, 30, day, settle("inDoubt")],
  ])("%s", (_guarantee, outcome, number, sinceFirst, expected) => {
    expect(nextStep(outcome, made(number, sinceFirst), noon, 1)).toEqual(expected);
  });

  test.each<[string, Outcome, RetryPolicy, number, NextStep]>([
    ["one in doubt waits for a person where the transport is set so", inDoubt, hold, 0, settle("inDoubt")],
    ["a deferred one is tried again all the same", deferred, hold, 0, again(noon + 5 * secondMs)],
    [
      "one in doubt is given up at its own horizon",
      inDoubt,
      { ...retryPolicy, doubtHorizonMs: 23 * hourMs },
      23 * hourMs,
      settle("inDoubt"),
    ],
  ])("%s", (_guarantee, outcome, policy, sinceFirst, expected) => {
    expect(nextStep(outcome, made(1, sinceFirst), noon, 1, policy)).toEqual(expected);
  });

  test.each<[string, Outcome, NextStep]>([
    ["is deferred is given up at the horizon of doubts, and not called failed", deferred, settle("inDoubt")],
    ["is refused has failed", rejected, settle("failed")],
    ["is accepted is sent", accepted, settle("sent")],
  ])("one that was in doubt and now %s", (_guarantee, outcome, expected) => {
    const policy = retryPolicyFor("resend", "resend");
    expect(nextStep(outcome, { ...made(3, 23 * hourMs), inDoubtBefore: true }, noon, 1, policy)).toEqual(expected);
  });

  test("the wait is spread over the whole of it", () => {
    expect([0, 0.5, 1].map((jitter) => backoffMs(1, jitter))).toEqual([0, 2_500, 5_000]);
  });
});

test.each([
  ["smtp", 24],
  ["resend", 23],
] as const)("a mail in doubt at %s may be sent again for %i h", (kind, hours) => {
  expect(retryPolicyFor(kind, "resend")).toEqual({
    afterDoubt: "resend",
    horizonMs: 24 * hourMs,
    doubtHorizonMs: hours * hourMs,
  });
});

describe("whatever happens, the next attempt", () => {
  const retried = fc.oneof(
    fc.constant(inDoubt),
    fc
      .option(fc.integer({ min: 0, max: 3 * day }), { nil: null })
      .map((retryAfterMs): Outcome => ({ ...deferred, retryAfterMs })),
  );
  const attempt = fc.integer({ min: 1, max: 500 });
  const sinceFirst = fc.integer({ min: 0, max: 2 * day });
  const jitter = fc.double({ min: 0, max: 1, noNaN: true });

  test("is never before now nor after the horizon, and is refused only from there on", () => {
    fc.assert(
      fc.property(retried, attempt, sinceFirst, jitter, fc.boolean(), (outcome, number, since, chance, doubted) => {
        const horizon = noon - since + day;
        const next = nextStep(outcome, made(number, since, doubted), noon, chance);
        if (next.kind === "settle") {
          expect(noon).toBeGreaterThanOrEqual(horizon);
        } else {
          expect(next.at).toBeGreaterThanOrEqual(noon);
          expect(next.at).toBeLessThanOrEqual(horizon);
        }
      }),
    );
  });

  test("comes no sooner than the server asked for, unless at the horizon", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3 * day }), attempt, sinceFirst, jitter, (wait, number, since, chance) => {
        const horizon = noon - since + day;
        const next = nextStep(deferredFor(wait), made(number, since), noon, chance);
        if (next.kind === "tryAgain") expect(next.at).toBeGreaterThanOrEqual(Math.min(noon + wait, horizon));
      }),
    );
  });

  test("waits no longer than an hour, unless the server asks for it", () => {
    fc.assert(
      fc.property(attempt, jitter, (number, chance) => {
        expect(backoffMs(number, chance)).toBeLessThanOrEqual(hourMs);
        expect(backoffMs(number, chance)).toBeLessThanOrEqual(backoffMs(number + 1, chance));
      }),
    );
  });
});

test("however long under 24 h a mail server is away, and whenever a mail first meets that, it goes out afterwards", () => {
  const outage = fc.integer({ min: 1, max: day - 1 });
  const chances = fc.infiniteStream(fc.double({ min: 0.01, max: 1, noNaN: true }));
  fc.assert(
    fc.property(outage, fc.nat(), chances, (lengthMs, begun, jitter) => {
      const firstAt = noon + (begun % lengthMs);
      const backAt = noon + lengthMs;
      let at = firstAt;
      for (let number = 1; at < backAt; number += 1) {
        const next = nextStep(deferredFor(0), { number, firstAt, inDoubtBefore: false }, at, jitter.next().value ?? 1);
        expect(next.kind).toBe("tryAgain");
        if (next.kind === "tryAgain") at = next.at;
      }
      expect(at).toBeLessThanOrEqual(backAt + hourMs);
    }),
  );
});

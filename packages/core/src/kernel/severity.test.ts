import { expect, test } from "vitest";
import { highestOf, isAbove, isAtLeast } from "./severity.ts";

test("the highest of several severities is the one furthest along the scale", () => {
  expect(highestOf(["low", "critical", "high"])).toBe("critical");
});

test("an empty list is of unknown severity", () => {
  expect(highestOf([])).toBe("unknown");
});

test("a severity is at least itself and not above itself", () => {
  expect([isAtLeast("high", "high"), isAbove("high", "high")]).toEqual([true, false]);
});

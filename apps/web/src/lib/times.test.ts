import { expect, test } from "vitest";
import { timesIn } from "./times.ts";

const night = "2026-11-22T02:12:45.123Z";

test("a time is told in the reader's zone and language, with the zone's name", () => {
  expect(timesIn("en", "Europe/Amsterdam").short(night)).toBe("22 Nov 2026, 03:12 CET");
  expect(timesIn("nl", "Europe/Amsterdam").short(night)).toBe("22 nov 2026, 03:12 CET");
  expect(timesIn("en", "UTC").short(night)).toBe("22 Nov 2026, 02:12 UTC");
});

test("midnight is 00:00 and the full time has its seconds", () => {
  expect(timesIn("en", "UTC").short("2026-11-22T00:00:00Z")).toContain("00:00");
  expect(timesIn("en", "UTC").full(night)).toMatch(/Sunday.*02:12:45 Coordinated Universal Time/);
});

test("the zone is named as people write it", () => {
  expect(timesIn("en", "America/New_York").zone).toBe("America/New York");
});

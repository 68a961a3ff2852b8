import { describe, expect, test } from "vitest";
import { languageOf } from "./languages/index.ts";
import { timesOf } from "./times.ts";

const winter = Date.parse("2026-11-22T02:12:40Z");
const summer = Date.parse("2026-06-30T23:05:09.987Z");
const en = languageOf("en");

test.each([
  ["Europe/Amsterdam", winter, "22 Nov 2026 03:12:40 CET (UTC+01:00)"],
  ["Europe/Amsterdam", summer, "1 Jul 2026 01:05:09 CEST (UTC+02:00)"],
  ["Europe/London", winter, "22 Nov 2026 02:12:40 GMT (UTC+00:00)"],
  ["America/New_York", winter, "21 Nov 2026 21:12:40 EST (UTC-05:00)"],
  ["Australia/Sydney", winter, "22 Nov 2026 13:12:40 AEDT (UTC+11:00)"],
  ["Asia/Tokyo", winter, "22 Nov 2026 11:12:40 (UTC+09:00)"],
  ["Asia/Kathmandu", winter, "22 Nov 2026 07:57:40 (UTC+05:45)"],
  ["UTC", winter, "22 Nov 2026 02:12:40 UTC"],
  ["Mars/Olympus", winter, "22 Nov 2026 02:12:40 UTC"],
  ["", winter, "22 Nov 2026 02:12:40 UTC"],
])("a reader in ‘%s’ sees their own time with zone and offset", (zone, at, expected) => {
  expect(timesOf(zone, en).full(at)).toBe(expected);
});

test("midnight is the first hour of its day", () => {
  expect(timesOf("UTC", en).full(Date.parse("2026-01-01T00:00:00Z"))).toBe("1 Jan 2026 00:00:00 UTC");
});

describe("shorter forms", () => {
  const times = timesOf("Europe/Amsterdam", languageOf("nl"));

  test("still name the zone, and the month in the reader's language", () => {
    const spring = Date.parse("2026-03-01T02:12:40Z");
    expect([times.exact(spring), times.short(spring), times.clock(spring)]).toEqual([
      "1 mrt 2026 03:12:40 CET",
      "1 mrt 03:12 CET",
      "03:12 CET",
    ]);
  });
});

test("the footer names the zone that is used, not the one that was asked for", () => {
  expect([timesOf("Mars/Olympus", en).zone, timesOf("Asia/Tokyo", en).zone]).toEqual(["UTC", "Asia/Tokyo"]);
});

test("an instant that no calendar has stops no mail", () => {
  expect(timesOf("UTC", en).full(Number.NaN)).toBe("at an unknown time");
});

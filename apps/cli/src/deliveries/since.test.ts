import { expect, test } from "vitest";
import { sinceOf } from "./since.ts";

const now = Date.parse("2026-11-22T12:00:00Z");

test.each([
  ["30m", "2026-11-22T11:30:00.000Z"],
  ["2h", "2026-11-22T10:00:00.000Z"],
  ["7d", "2026-11-15T12:00:00.000Z"],
  ["2026-11-22T03:00Z", "2026-11-22T03:00:00.000Z"],
  ["2026-11-01", "2026-11-01T00:00:00.000Z"],
])("%s is understood", (text, expected) => {
  expect(new Date(sinceOf(text, now)).toISOString()).toBe(expected);
});

test.each(["", "2", "h", "-2h", "2 h", "yesterday", "2026-13-45", "12345678h"])(
  "%j is no time, and what is one is said",
  (text) => {
    expect(() => sinceOf(text, now)).toThrow("say 30m, 2h or 7d, or a date");
  },
);

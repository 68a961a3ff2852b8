import { expect, test } from "vitest";
import { startOf } from "./ranges.ts";

test("a range begins that long ago, by the minute", () => {
  const now = Date.parse("2026-11-22T03:12:45.678Z");
  expect([startOf("24h", now), startOf("7d", now)]).toEqual(["2026-11-21T03:12:00.000Z", "2026-11-15T03:12:00.000Z"]);
});

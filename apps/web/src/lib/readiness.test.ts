import { expect, test } from "vitest";
import { readinessIn } from "./readiness.ts";

test("what readyz adds later changes nothing, and what it leaves out is not guessed", () => {
  expect(readinessIn(200, { setUp: true, queue: { state: "down" } })).toEqual({
    kind: "known",
    setUp: true,
    ready: true,
  });
  expect(readinessIn(503, { setUp: false })).toEqual({ kind: "known", setUp: false, ready: false });
  expect(readinessIn(200, { status: "ok" })).toEqual({ kind: "unknown" });
  expect(readinessIn(502, null)).toEqual({ kind: "unknown" });
});

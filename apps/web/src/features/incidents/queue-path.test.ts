import { expect, test } from "vitest";
import { isNarrowed, queuePath } from "./queue-path.ts";

const now = Date.parse("2026-11-22T03:12:00Z");

test("the queue opens with what is not resolved", () => {
  expect(queuePath({}, now)).toBe("/api/v1/incidents?status=active%2CawaitingAction%2CinProgress&limit=50");
});

test("what the address asks for is asked of the api, and no more", () => {
  const search = { status: "any", severity: "high", range: "24h", text: "srv & co", cursor: "1.2" } as const;
  expect(Object.fromEntries(new URLSearchParams(queuePath(search, now).split("?")[1]))).toEqual({
    severity: "high",
    from: "2026-11-21T03:12:00.000Z",
    text: "srv & co",
    cursor: "1.2",
    limit: "50",
  });
});

test("sorting and turning pages is no filter", () => {
  expect([isNarrowed({ sort: "-severity", cursor: "1.2" }), isNarrowed({ told: "nobody" })]).toEqual([false, true]);
});

import { expect, test } from "vitest";
import { noon } from "../testing/index.ts";
import { overdueMs, overdueSince } from "./overdue.ts";

test.each<[string, number | null, number | null]>([
  ["nothing waits", null, null],
  ["the oldest is not due yet", noon + 1, null],
  ["the oldest was due at the bound", noon - overdueMs, null],
  ["the oldest was due before it", noon - overdueMs - 1, noon - overdueMs - 1],
])("where %s, mails are late since %s", (_what, oldestDueAt, since) => {
  expect(overdueSince(oldestDueAt, noon)).toBe(since);
});

import { expect, test } from "vitest";
import { agoIn } from "./ago.ts";

test.each([
  [5_000, "5 seconds ago", "5 seconden geleden"],
  [4 * 60_000 + 59_000, "4 minutes ago", "4 minuten geleden"],
  [3 * 3_600_000, "3 hours ago", "3 uur geleden"],
  [50 * 3_600_000, "2 days ago", "2 dagen geleden"],
])("%i ms are %s", (passed, en, nl) => {
  expect([agoIn("en", 1_000, 1_000 + passed), agoIn("nl", 1_000, 1_000 + passed)]).toEqual([en, nl]);
});

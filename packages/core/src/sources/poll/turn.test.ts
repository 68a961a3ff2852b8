import { expect, test } from "vitest";
import { noon } from "../../testing/index.ts";
import { turnOfPoll } from "./turn.ts";

const failed = { kind: "failed", fault: { cause: "expiredSecret", words: "The secret has ended" } } as const;
const caughtUp = { kind: "caughtUp" } as const;

test.each([
  [0, failed, null],
  [1, failed, null],
  [2, failed, { kind: "pollFailing", since: noon, latest: "The secret has ended" }],
  [3, failed, null],
  [0, caughtUp, null],
  [2, caughtUp, null],
  [3, caughtUp, { kind: "recovered", from: "poll", since: noon }],
  [40, caughtUp, { kind: "recovered", from: "poll", since: noon }],
  [2, { kind: "stopped" } as const, null],
])(
  "after %i failed runs one that ends as %o is told of once, for the worse and for the better",
  (failures, outcome, turn) => {
    expect(turnOfPoll({ failures, lastSuccessAt: noon }, outcome, noon + 1)).toEqual(turn);
  },
);

test("a poll that never succeeded fails since it is known to", () => {
  expect(turnOfPoll({ failures: 2, lastSuccessAt: null }, failed, noon)).toMatchObject({ since: noon });
});

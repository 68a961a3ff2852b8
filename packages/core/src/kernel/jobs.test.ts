import { expect, test } from "vitest";
import { attemptJob } from "./jobs.ts";

test("each attempt has a job of its own, with ids only and none that a queue would refuse", () => {
  expect(attemptJob("delivery-1", 2, 1_000.5)).toEqual({
    id: "delivery-1-a2-1000",
    name: "delivery.attempt",
    payload: { deliveryId: "delivery-1" },
    dueAt: 1_000.5,
    urgent: false,
  });
});

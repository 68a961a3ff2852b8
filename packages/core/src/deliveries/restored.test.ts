import { expect, test } from "vitest";
import { noon } from "../testing/index.ts";
import { type DeliveryState, deliveryStates } from "./delivery.ts";
import { heldAfterRestore } from "./restored.ts";

const mayGoOut: readonly DeliveryState[] = ["waiting", "sending", "held"];

test.each(deliveryStates)("a restored delivery that is %s goes out only by a person's hand", (state) => {
  expect(heldAfterRestore(state, noon) !== null).toBe(mayGoOut.includes(state));
});

test("one that was being sent is said to be in doubt, and one that waited is not", () => {
  expect(heldAfterRestore("sending", noon)).toMatch(/^in doubt: .*2026-/);
  expect(heldAfterRestore("waiting", noon)).not.toContain("in doubt");
});

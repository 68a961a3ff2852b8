import { untoldLimit } from "@tocsin/core/deliveries";
import { noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { openTestStores, temporaryFolder } from "../testing/index.ts";

const road = "api.resend.com";
const first = untoldLimit(500);

test("two processes share the moments for requests, and none is given twice", async () => {
  await using folder = await temporaryFolder();
  const path = folder.database;
  await using mine = openTestStores({ path });
  await using theirs = openTestStores({ path });
  const slots = await Promise.all(
    Array.from({ length: 20 }, (_, n) => (n % 2 ? mine : theirs).requestLimits.takeSlot(road, first, noon)),
  );
  const moments = slots.flatMap((slot) => (slot.kind === "at" ? [slot.at] : []));
  expect(moments.sort((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, n) => noon + n * 500));
});

test("what one was told holds for all, on that road alone", async () => {
  await using stores = openTestStores();
  const { requestLimits } = stores;
  const closing = { forMs: 1_000, because: "too fast" };
  await requestLimits.learn(road, first, { intervalMs: 100, closing }, noon);
  const told = { until: noon + 1_000, because: "too fast" };
  expect(await requestLimits.takeSlot(road, first, noon)).toEqual({ kind: "closed", closing: told });
  expect(await requestLimits.closingOf(road, noon)).toEqual(told);
  expect(await requestLimits.closingOf(road, noon + 1_000)).toBeNull();
  expect(await requestLimits.closingOf("another", noon)).toBeNull();
  const at = (slot: object) => ("at" in slot ? slot.at : null);
  expect(at(await requestLimits.takeSlot(road, first, noon + 1_000))).toBe(noon + 1_000);
  expect(at(await requestLimits.takeSlot(road, first, noon + 1_000))).toBe(noon + 1_100);
});

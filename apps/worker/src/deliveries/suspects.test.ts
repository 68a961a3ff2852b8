import { setTimeout as wait } from "node:timers/promises";
import { aClaimedDelivery, type Effect, fakeDeliveryStore, noon } from "@tocsin/core/testing";
import { expect, test } from "vitest";
import { openSuspects } from "./suspects.ts";

const road = { kind: "smtp", destination: "mail:587", batch: null } as const;
const suspect = aClaimedDelivery({ suspect: true });

const opened = () => {
  const effects: Effect[] = [];
  const suspects = openSuspects(fakeDeliveryStore(effects), () => noon);
  const make = async () => {
    effects.push(["make"]);
    return "a mail";
  };
  return { suspects, make, names: () => effects.map(([name]) => name) };
};

test("what no worker died of is prepared without a further commit, and nobody waits for it", async () => {
  const { suspects, make, names } = opened();
  expect(await suspects.prepare(aClaimedDelivery(), make)).toBe("a mail");
  expect(suspects.proved(aClaimedDelivery())).toBeNull();
  expect(names()).toEqual(["make"]);
});

test("that a suspect is being prepared is committed first, and the next waits until its attempt has begun", async () => {
  const { suspects, make, names } = opened();
  expect(await suspects.prepare(suspect, make)).toBe("a mail");
  let proved = false;
  const proving = suspects.proved(suspect)?.then(() => {
    proved = true;
  });
  await wait(5);
  expect(proved).toBe(false);
  await suspects.beginAttempt(suspect, null, road, noon);
  await proving;
  expect(names()).toEqual(["countPreparing", "make", "beginAttempt"]);
});

test("a suspect that could be prepared and waits long for its turn is cleared", async () => {
  const { suspects, make, names } = opened();
  await suspects.prepare(suspect, make);
  await suspects.proved(suspect);
  expect(names()).toEqual(["countPreparing", "make", "renew"]);
});

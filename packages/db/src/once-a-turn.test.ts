import { setImmediate as aTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { onceATurn } from "./once-a-turn.ts";

/** Counts how often each key is read; the answer says which time it was. */
const counted = () => {
  const reads: string[] = [];
  const ask = onceATurn((key) => {
    reads.push(key);
    return { key, time: reads.length };
  });
  return { ask, reads };
};

test("who asks for the same in one turn gets one answer", async () => {
  const { ask, reads } = counted();
  const first = ask("a");
  await Promise.resolve();
  expect(ask("a")).toBe(first);
  expect(ask("b")).toEqual({ key: "b", time: 2 });
  expect(reads).toEqual(["a", "b"]);
});

test("the next turn reads anew, also where the one before asked several times", async () => {
  const { ask, reads } = counted();
  ask("a");
  ask("b");
  await aTurn();
  expect(ask("a")).toEqual({ key: "a", time: 3 });
  ask("a");
  await aTurn();
  ask("a");
  expect(reads).toEqual(["a", "b", "a", "a"]);
});

test("a read that throws is no answer", () => {
  let isBusy = true;
  const ask = onceATurn(() => {
    if (isBusy) throw new Error("not now");
    return "found";
  });
  expect(() => ask("a")).toThrow("not now");
  isBusy = false;
  expect(ask("a")).toBe("found");
});

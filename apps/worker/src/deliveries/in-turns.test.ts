import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTurns } from "./in-turns.ts";

test("calls run one at a time, in the order of asking, and each has its own answer", async () => {
  const seen: string[] = [];
  const work = inTurns(async (n: number) => {
    seen.push(`begin ${n}`);
    await wait(5 - n);
    seen.push(`end ${n}`);
    return n * 10;
  });
  expect(await Promise.all([1, 2, 3].map(work))).toEqual([10, 20, 30]);
  expect(seen).toEqual(["begin 1", "end 1", "begin 2", "end 2", "begin 3", "end 3"]);
});

test("the next waits for what follows the work before it, but not whoever asked for that", async () => {
  const seen: string[] = [];
  const rests = new Map([1, 2].map((n) => [n, Promise.withResolvers<void>()]));
  const work = inTurns(
    async (n: number) => {
      seen.push(`call ${n}`);
    },
    (n) => rests.get(n)?.promise ?? null,
  );
  const [first, second] = [1, 2].map(work);
  await first;
  await wait(5);
  expect(seen).toEqual(["call 1"]);
  rests.get(1)?.resolve();
  await second;
  expect(seen).toEqual(["call 1", "call 2"]);
});

test("one that fails fails alone", async () => {
  const work = inTurns(async (n: number) => {
    if (n === 1) throw new Error("the first");
    return n;
  });
  const results = await Promise.allSettled([1, 2].map(work));
  expect(results).toEqual([
    { status: "rejected", reason: new Error("the first") },
    { status: "fulfilled", value: 2 },
  ]);
});

test("between two calls the event loop goes on", async () => {
  const seen: string[] = [];
  const work = inTurns(async (n: number) => {
    seen.push(`call ${n}`);
  });
  setImmediate(() => seen.push("a reply"));
  await Promise.all([1, 2].map(work));
  expect(seen).toEqual(["a reply", "call 1", "call 2"]);
});

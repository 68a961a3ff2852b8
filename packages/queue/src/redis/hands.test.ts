import { expect, test } from "vitest";
import { openHands } from "./hands.ts";

const gated = (log: string[], name: string) => {
  const gate = Promise.withResolvers<void>();
  const run = async (): Promise<void> => {
    log.push(`${name} starts`);
    await gate.promise;
    log.push(`${name} ends`);
  };
  return { run, open: gate.resolve };
};

test("work waits for a free hand, in the order of asking", async () => {
  const hands = openHands(1);
  const log: string[] = [];
  const [first, second, third] = ["first", "second", "third"].map((name) => gated(log, name));
  const done = [first, second, third].map((work) => hands.work(work?.run ?? (async () => {})));
  expect(hands.free).toBe(0);
  for (const work of [third, second, first]) work?.open();
  expect(await Promise.all(done)).toEqual([true, true, true]);
  expect(log.filter((line) => line.endsWith("starts"))).toEqual(["first starts", "second starts", "third starts"]);
  expect(hands.free).toBe(1);
});

test("resting waits for what runs and refuses what waits", async () => {
  const hands = openHands(1);
  const log: string[] = [];
  const [running, waiting] = [gated(log, "running"), gated(log, "waiting")];
  const done = [hands.work(running.run), hands.work(waiting.run)];
  const resting = hands.rest();
  running.open();
  await resting;
  expect(log).toEqual(["running starts", "running ends"]);
  expect(await Promise.all(done)).toEqual([true, false]);
  expect(await hands.work(waiting.run)).toBe(false);
  expect(hands.free).toBe(0);
});

test("a hand that was let down is free again", async () => {
  const hands = openHands(1);
  await expect(hands.work(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await hands.work(async () => {})).toBe(true);
});

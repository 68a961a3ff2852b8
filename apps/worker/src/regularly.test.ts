import { expect, test } from "vitest";
import { regularly } from "./regularly.ts";

const never = (error: unknown): never => {
  throw error;
};

test("what is done regularly is done at once, and again and again", async () => {
  const thrice = Promise.withResolvers<void>();
  let times = 0;
  const regular = regularly(
    1,
    async () => {
      times += 1;
      if (times === 3) thrice.resolve();
    },
    never,
  );
  expect(times).toBe(1);
  await thrice.promise;
  await regular.stop();
});

test("a slow time is not overtaken, piles nothing up, and is waited for on stopping", async () => {
  const release = Promise.withResolvers<void>();
  const log: string[] = [];
  const regular = regularly(
    1,
    async () => {
      log.push("begins");
      await release.promise;
      log.push("ends");
    },
    never,
  );
  const stopped = regular.stop().then(() => log.push("stopped"));
  // Far more than one interval passes; the promises of a second time would have been made by then.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(log).toEqual(["begins"]);
  release.resolve();
  await stopped;
  expect(log).toEqual(["begins", "ends", "stopped"]);
});

test("a time that fails is told, and the next one comes", async () => {
  const faults: unknown[] = [];
  const twice = Promise.withResolvers<void>();
  const regular = regularly(
    1,
    async () => {
      if (faults.length === 2) return twice.resolve();
      throw new Error("locked");
    },
    (error) => faults.push(error),
  );
  await twice.promise;
  await regular.stop();
  expect(faults).toEqual([new Error("locked"), new Error("locked")]);
});

test("a long pause holds nobody who stops it", async () => {
  await regularly(2 ** 30, async () => {}, never).stop();
});

import { attemptJob, type Job } from "@tocsin/core/kernel";
import { describe, expect, test, vi } from "vitest";
import { openCourier } from "./courier.ts";

const job = (name: string): Job => attemptJob(name, 1, 0);

/** A way that ends when the test says so. */
const slowWay = () => {
  const ways: { readonly load: readonly string[]; readonly end: PromiseWithResolvers<void> }[] = [];
  const hand = (jobs: readonly Job[]): Promise<void> => {
    const end = Promise.withResolvers<void>();
    ways.push({ load: jobs.map(({ payload }) => payload.deliveryId), end });
    return end.promise;
  };
  return { ways, hand };
};

describe("jobs for Redis", () => {
  test("that come while others are under way go together, each once, on the next way", async () => {
    const { ways, hand } = slowWay();
    const courier = openCourier({ hand, waitingMax: 10 });
    const added = ["a", "b", "c", "b"].map((name) => courier.add([job(name)]));
    expect(ways.map(({ load }) => load)).toEqual([["a"]]);
    ways[0]?.end.resolve();
    await vi.waitFor(() => expect(ways.map(({ load }) => load)).toEqual([["a"], ["b", "c"]]));
    ways[1]?.end.resolve();
    await Promise.all(added);
  });

  test("that could not be handed over are said to be so, and hold up no others", async () => {
    const { ways, hand } = slowWay();
    const courier = openCourier({ hand, waitingMax: 10 });
    const [first, second] = [courier.add([job("a")]), courier.add([job("b")])];
    ways[0]?.end.reject(new Error("away"));
    await expect(first).rejects.toThrow("away");
    await vi.waitFor(() => expect(ways).toHaveLength(2));
    ways[1]?.end.resolve();
    await second;
  });

  test("are refused at once where too many wait", async () => {
    const { ways, hand } = slowWay();
    const courier = openCourier({ hand, waitingMax: 2 });
    const added = [courier.add([job("a")]), courier.add([job("b"), job("c")])];
    await expect(courier.add([job("d")])).rejects.toThrow("Too many jobs wait for Redis");
    ways[0]?.end.resolve();
    await vi.waitFor(() => expect(ways).toHaveLength(2));
    ways[1]?.end.resolve();
    await Promise.all(added);
  });

  test("under way are waited for when it closes, and new ones refused", async () => {
    const { ways, hand } = slowWay();
    const courier = openCourier({ hand, waitingMax: 2 });
    const added = courier.add([job("a")]);
    const closing = courier.close();
    await expect(courier.add([job("b")])).rejects.toThrow("closed");
    ways[0]?.end.resolve();
    await Promise.all([added, closing]);
    expect(ways).toHaveLength(1);
  });
});

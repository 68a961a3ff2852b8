import { attemptJob } from "@tocsin/core/kernel";
import { expect, test, vi } from "vitest";
import { openEmbeddedQueue } from "./embedded.ts";
import { memoryJobStore, queueContract } from "./testing/index.ts";

queueContract("embedded, in memory", async () => {
  const store = memoryJobStore();
  const open = () => openEmbeddedQueue(store, { now: Date.now });
  return { queue: open(), other: open(), now: Date.now, [Symbol.asyncDispose]: async () => {} };
});

test("an ended job leaves nothing behind in the store", async () => {
  const store = memoryJobStore();
  const queue = openEmbeddedQueue(store, { now: Date.now });
  const consumer = queue.consume({ "delivery.attempt": async () => {} }, { concurrency: 2, onError: () => {} });
  await queue.add([attemptJob("a", 1, 0), attemptJob("b", 1, 0)]);
  await vi.waitFor(() => expect(store.size).toBe(0));
  await consumer.stop(1_000);
});

test("a job that ended is forgotten in the commit that begins the next one", async () => {
  const store = memoryJobStore();
  const asked: string[] = [];
  // What is asked for without a wait between is handed to the writer together, and shares a commit.
  const turnOf = (what: string): void => {
    asked.push(what);
    queueMicrotask(() => asked.push("|"));
  };
  const told = {
    ...store,
    claim: (...request: Parameters<typeof store.claim>) => {
      turnOf("claim");
      return store.claim(...request);
    },
    remove: (ids: readonly string[]) => {
      turnOf("remove");
      return store.remove(ids);
    },
  };
  const queue = openEmbeddedQueue(told, { now: Date.now });
  const ended = vi.fn();
  const consumer = queue.consume({ "delivery.attempt": async () => ended() }, { concurrency: 1, onError: () => {} });
  for (const [index, id] of ["a", "b"].entries()) {
    await queue.add([attemptJob(id, 1, 0)]);
    await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(index + 1), { interval: 1 });
  }
  await vi.waitFor(() => expect(store.size).toBe(0));
  expect(asked.join(" ")).toBe("claim | remove claim | | remove |");
  await consumer.stop(1_000);
});

test("a worker that stops forgets what has ended at once", async () => {
  const store = memoryJobStore();
  const queue = openEmbeddedQueue(store, { now: Date.now });
  const ended = vi.fn();
  const consumer = queue.consume({ "delivery.attempt": async () => ended() }, { concurrency: 1, onError: () => {} });
  await queue.add([attemptJob("a", 1, 0)]);
  await vi.waitFor(() => expect(ended).toHaveBeenCalled(), { interval: 1 });
  await consumer.stop(1_000);
  expect(store.size).toBe(0);
});

test("jobs of a store that tells of no commits are found by the poll", async () => {
  const store = { ...memoryJobStore(), watch: () => () => {} };
  const queue = openEmbeddedQueue(store, { now: Date.now, pollMs: 20 });
  const seen: string[] = [];
  const consumer = queue.consume(
    { "delivery.attempt": async ({ deliveryId }) => void seen.push(deliveryId) },
    { concurrency: 1, onError: () => {} },
  );
  await queue.add([attemptJob("unheard", 1, 0)]);
  await vi.waitFor(() => expect(seen).toEqual(["unheard"]));
  await consumer.stop(1_000);
});

test("a store that fails is reported and asked again", async () => {
  const store = memoryJobStore();
  let failures = 2;
  const flaky = {
    ...store,
    claim: (...request: Parameters<typeof store.claim>) => {
      failures -= 1;
      return failures >= 0 ? Promise.reject(new Error("locked")) : store.claim(...request);
    },
  };
  const queue = openEmbeddedQueue(flaky, { now: Date.now, pollMs: 10 });
  const errors: string[] = [];
  const seen: string[] = [];
  const consumer = queue.consume(
    { "delivery.attempt": async ({ deliveryId }) => void seen.push(deliveryId) },
    { concurrency: 1, onError: (error) => errors.push(String(error)) },
  );
  await queue.add([attemptJob("patient", 1, 0)]);
  await vi.waitFor(() => expect(seen).toEqual(["patient"]));
  expect(errors).toEqual(["Error: locked", "Error: locked"]);
  await consumer.stop(1_000);
});

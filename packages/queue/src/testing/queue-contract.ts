import { attemptJob, type Job } from "@tocsin/core/kernel";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { ConsumeOptions, Consumer, Handlers, Queue } from "../queue.ts";

/** A queue under test, with a clock that the test may move and, beside it, a second one over the same storage. */
export interface QueueUnderTest extends AsyncDisposable {
  readonly queue: Queue;
  /** Another process's view of the same storage. */
  readonly other: Queue;
  readonly now: () => number;
}

const soonMs = 5_000;

/** What every driver of the queue promises; each runs it against its own real storage. */
export const queueContract = (name: string, make: () => Promise<QueueUnderTest>): void => {
  describe(`${name} queue`, () => {
    const consumers: Consumer[] = [];
    const consume = (queue: Queue, handle: Handlers["delivery.attempt"], options: Partial<ConsumeOptions> = {}) => {
      const consumer = queue.consume({ "delivery.attempt": handle }, { concurrency: 4, onError: () => {}, ...options });
      consumers.push(consumer);
      return consumer;
    };

    afterEach(async () => {
      await Promise.all(consumers.splice(0).map((consumer) => consumer.stop(soonMs)));
    });

    const jobs = (count: number, dueAt: number): readonly Job[] =>
      Array.from({ length: count }, (_, index) => attemptJob(`d${index}`, 1, dueAt));

    test("every due job reaches a handler once, with the ids that were added", async () => {
      await using under = await make();
      const seen: string[] = [];
      consume(under.queue, async ({ deliveryId }) => void seen.push(deliveryId));
      await under.queue.add(jobs(50, under.now()));
      await vi.waitFor(() => expect(seen).toHaveLength(50), soonMs);
      expect(new Set(seen).size).toBe(50);
    });

    test("two consumers share the jobs and neither gets one of the other's", async () => {
      await using under = await make();
      const seen: string[] = [];
      const handle = async ({ deliveryId }: { deliveryId: string }) => void seen.push(deliveryId);
      consume(under.queue, handle);
      consume(under.other, handle);
      await under.queue.add(jobs(200, under.now()));
      await vi.waitFor(() => expect(new Set(seen).size).toBe(200), soonMs);
      expect(seen).toHaveLength(200);
    });

    test("an urgent job waits behind none of the thousand that were there before it", async () => {
      await using under = await make();
      const now = under.now();
      await under.queue.add(jobs(1_000, now - 60_000));
      await under.queue.add([attemptJob("urgent", 1, now, true)]);
      const seen: string[] = [];
      consume(under.queue, async ({ deliveryId }) => void seen.push(deliveryId), { concurrency: 1 });
      await vi.waitFor(() => expect(seen).toContain("urgent"), soonMs);
      expect(seen.indexOf("urgent")).toBeLessThan(10);
    });

    test("a job that is added twice while it is held runs once", async () => {
      await using under = await make();
      const [job] = jobs(1, under.now());
      await under.queue.add(job ? [job, job] : []);
      await under.queue.add(job ? [job] : []);
      const seen: string[] = [];
      consume(under.queue, async ({ deliveryId }) => void seen.push(deliveryId));
      await under.queue.add([attemptJob("last", 1, under.now())]);
      await vi.waitFor(() => expect(seen).toContain("last"), soonMs);
      expect(seen.filter((id) => id === "d0")).toHaveLength(1);
    });

    test("a job that is not due waits until it is", async () => {
      await using under = await make();
      const dueAt = under.now() + 300;
      const seenAt: number[] = [];
      consume(under.queue, async () => void seenAt.push(under.now()));
      await under.queue.add([attemptJob("later", 1, dueAt)]);
      await vi.waitFor(() => expect(seenAt).toHaveLength(1), soonMs);
      expect(seenAt[0]).toBeGreaterThanOrEqual(dueAt);
    });

    test("a handler that throws is reported, its job is gone, and the next ones run", async () => {
      await using under = await make();
      const seen: string[] = [];
      const reported: unknown[] = [];
      const handle = async ({ deliveryId }: { deliveryId: string }) => {
        seen.push(deliveryId);
        if (deliveryId === "bad") throw new Error("no");
      };
      consume(under.queue, handle, { onError: (error, job) => reported.push([String(error), job?.payload]) });
      await under.queue.add([attemptJob("bad", 1, under.now()), attemptJob("good", 1, under.now())]);
      await vi.waitFor(() => expect(seen).toContain("good"), soonMs);
      await vi.waitFor(() => expect(reported).toEqual([["Error: no", { deliveryId: "bad" }]]), soonMs);
      expect(seen.filter((id) => id === "bad")).toHaveLength(1);
    });

    test("no more handlers run at once than were asked for", async () => {
      await using under = await make();
      let running = 0;
      let most = 0;
      let ended = 0;
      const handle = async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise(setImmediate);
        running -= 1;
        ended += 1;
      };
      consume(under.queue, handle, { concurrency: 3 });
      await under.queue.add(jobs(30, under.now()));
      await vi.waitFor(() => expect(ended).toBe(30), soonMs);
      expect(most).toBeLessThanOrEqual(3);
    });

    test("stopping waits for the handlers under way and starts no others", async () => {
      await using under = await make();
      const gate = Promise.withResolvers<void>();
      const started: string[] = [];
      let ended = 0;
      const consumer = consume(
        under.queue,
        async ({ deliveryId }) => {
          started.push(deliveryId);
          await gate.promise;
          ended += 1;
        },
        { concurrency: 1 },
      );
      await under.queue.add(jobs(2, under.now()));
      await vi.waitFor(() => expect(started).toHaveLength(1), soonMs);
      const stopping = consumer.stop(soonMs);
      gate.resolve();
      await stopping;
      expect([started.length, ended]).toEqual([1, 1]);
    });
  });
};

import { attemptJob } from "@tocsin/core/kernel";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { noRedis, type RedisServer, startRedis } from "../../../../tests/redis-server/index.ts";
import type { Queue } from "../queue.ts";
import { queueContract } from "../testing/index.ts";
import { openRedisQueue } from "./redis-queue.ts";
import type { QueueTrouble } from "./trouble.ts";

const soonMs = 12_000;

interface Opened extends AsyncDisposable {
  readonly queue: Queue;
  readonly troubles: readonly QueueTrouble[];
  /** Consumes; answers the ids of deliveries, in the order of their handling. */
  consume(handle?: (deliveryId: string) => Promise<void>): readonly string[];
}

const open = async (url: string): Promise<Opened> => {
  const troubles: QueueTrouble[] = [];
  const opened = await openRedisQueue(url, { now: Date.now, onTrouble: (trouble) => troubles.push(trouble) });
  if (!opened.ok) throw new Error(opened.problem);
  const queue = opened.value;
  const stops: (() => Promise<void>)[] = [];
  return {
    queue,
    troubles,
    consume: (handle = async () => {}) => {
      const seen: string[] = [];
      const attempt = async ({ deliveryId }: { readonly deliveryId: string }): Promise<void> => {
        seen.push(deliveryId);
        await handle(deliveryId);
      };
      const consumer = queue.consume({ "delivery.attempt": attempt }, { concurrency: 4, onError: () => {} });
      stops.push(() => consumer.stop(1_000));
      return seen;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(stops.map((stop) => stop()));
      await queue.close();
    },
  };
};

const due = (name: string, at = Date.now()) => attemptJob(name, 1, at);
const many = (count: number) => Array.from({ length: count }, (_, index) => due(`d${index}`, 1_000));

describe.skipIf(noRedis())("the queue on Redis", () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis[Symbol.asyncDispose]());
  beforeEach(() => redis.command("FLUSHALL"));

  const calls = async (command: string): Promise<number> => {
    const stats = String(await redis.command("INFO", "commandstats"));
    return Number(new RegExp(`^cmdstat_${command}:calls=(\\d+)`, "m").exec(stats)?.[1] ?? 0);
  };
  const jobKeys = async (): Promise<readonly string[]> =>
    ((await redis.command("KEYS", "*")) as string[]).filter((key) => /-a\d+-\d+/.test(key));

  queueContract("redis", async () => {
    const [one, two] = await Promise.all([open(redis.url), open(redis.url)]);
    const close = async () => void (await Promise.all([one[Symbol.asyncDispose](), two[Symbol.asyncDispose]()]));
    return { queue: one.queue, other: two.queue, now: Date.now, [Symbol.asyncDispose]: close };
  });

  test("keeps nothing of a job that has ended, well or badly", async () => {
    await using one = await open(redis.url);
    const seen = one.consume(async (id) => {
      if (id === "bad") throw new Error("soc@contoso.example is no address");
    });
    await one.queue.add([due("bad"), due("good")]);
    await vi.waitFor(() => expect(seen).toHaveLength(2), soonMs);
    await vi.waitFor(async () => expect(await jobKeys()).toEqual([]), soonMs);
  });

  test("is not told again of jobs that it holds", async () => {
    await using one = await open(redis.url);
    await one.queue.add(many(500));
    const before = await calls("evalsha");
    await one.queue.add(many(500));
    await one.queue.add([...many(500), due("new")]);
    expect((await calls("evalsha")) - before).toBe(1);
    expect(await jobKeys()).toHaveLength(501);
  });

  test("may be emptied: what is nudged again runs", async () => {
    await using one = await open(redis.url);
    const later = due("emptied", Date.now() + 60_000);
    await one.queue.add([later]);
    await redis.command("FLUSHALL");
    const seen = one.consume();
    await one.queue.add([due("emptied")]);
    await vi.waitFor(() => expect(seen).toEqual(["emptied"]), soonMs);
  });

  test("drops a job that this version does not know, and goes on", async () => {
    await using one = await open(redis.url);
    const strange = { ...due("strange"), payload: { deliveryId: 7 } } as never;
    await one.queue.add([strange, due("known")]);
    const seen = one.consume();
    await vi.waitFor(() => expect(seen).toEqual(["known"]), soonMs);
    await vi.waitFor(async () => expect(await jobKeys()).toEqual([]), soonMs);
    expect(one.troubles).toEqual([{ kind: "fault", reason: expect.stringContaining("another version"), untold: 0 }]);
  });

  test("gives no late job a hand before one that is urgent", async () => {
    await using one = await open(redis.url);
    const urgent = attemptJob("urgent", 1, Date.now(), true);
    const late = Array.from({ length: 6 }, (_, index) => due(`late-${index}`, Date.now() - 31_000));
    for (const { id, name } of [urgent, ...late]) await redis.command("HSET", `tocsin:jobs:${id}`, "name", name);
    const seen = one.consume();
    await one.queue.add([...late, urgent]);
    await vi.waitFor(() => expect(seen).toHaveLength(4), soonMs);
    expect(seen[0]).toBe("urgent");
  });

  test("does not keep a late job from a free hand, although Redis says that it holds it", async () => {
    await using one = await open(redis.url);
    const late = due("lost-sight-of", Date.now() - 31_000);
    await redis.command("HSET", `tocsin:jobs:${late.id}`, "name", late.name);
    const seen = one.consume();
    await one.queue.add([late]);
    await vi.waitFor(() => expect(seen).toEqual(["lost-sight-of"]), soonMs);
  });

  test("refuses a Redis that evicts, and says how to mend it", async () => {
    await redis.command("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
    const opened = await openRedisQueue(redis.url, { now: Date.now, onTrouble: () => {} });
    await redis.command("CONFIG", "SET", "maxmemory-policy", "noeviction");
    expect(opened).toMatchObject({
      ok: false,
      problem: expect.stringContaining("CONFIG SET maxmemory-policy noeviction"),
    });
  });

  test("tells of a wrong password without telling it", async () => {
    const url = redis.url.replace(redis.password, "not-the-password");
    await using one = await open(url);
    await expect(one.queue.add([due("a")])).rejects.toThrow("Redis is away");
    const fault = await one.queue.add([due("b")]).catch((error: unknown) => error);
    expect(one.queue.state()).toEqual({ driver: "redis", status: "away" });
    expect(one.troubles).toEqual([{ kind: "away", reason: expect.stringContaining("WRONGPASS") }]);
    expect(JSON.stringify([one.troubles, fault, Object.entries(fault as object), String(fault)])).not.toContain(
      "not-the-password",
    );
  });
});

describe.skipIf(noRedis())("when Redis", () => {
  test("is not there at the start, work goes on without it, and with it once it is", async () => {
    await using redis = await startRedis();
    await redis.crash();
    await using producer = await open(redis.url);
    await using worker = await open(redis.url);
    const seen = worker.consume();
    await expect(producer.queue.add([due("kept in the database")])).rejects.toThrow("Redis is away");
    await worker.queue.add([due("swept"), due("not yet", Date.now() + 60_000)]);
    await vi.waitFor(() => expect(seen).toEqual(["swept"]), soonMs);
    expect(producer.queue.state().status).toBe("away");

    await redis.restart();
    await vi.waitFor(() => expect(producer.queue.state().status).toBe("ok"), soonMs);
    await producer.queue.add([due("through Redis")]);
    await vi.waitFor(() => expect(seen).toEqual(["swept", "through Redis"]), soonMs);
    expect(producer.troubles.map(({ kind }) => kind)).toEqual(["away", "back"]);
  });

  test("comes back empty, those who were connected work on", async () => {
    await using redis = await startRedis();
    await using producer = await open(redis.url);
    await using worker = await open(redis.url);
    const seen = worker.consume();
    await producer.queue.add([due("before")]);
    await vi.waitFor(() => expect(seen).toHaveLength(1), soonMs);
    await redis.restart();
    await vi.waitFor(() => expect(producer.queue.state().status).toBe("ok"), soonMs);
    await producer.queue.add([due("after")]);
    await vi.waitFor(() => expect(seen).toEqual(["before", "after"]), soonMs);
  });

  test("falls silent, nobody waits for it for long, and little is sent to it meanwhile", {
    timeout: 40_000,
  }, async () => {
    await using redis = await startRedis();
    await using producer = await open(redis.url);
    await using worker = await open(redis.url);
    const seen = worker.consume();
    await producer.queue.add([due("before")]);
    await vi.waitFor(() => expect(seen).toHaveLength(1), soonMs);
    redis.sleep();
    const adds = Array.from({ length: 3_000 }, (_, index) => producer.queue.add([due(`d${index}`)]));
    const settled = await Promise.allSettled(adds);
    expect(settled.every(({ status }) => status === "rejected")).toBe(true);
    await worker.queue.add([due("swept")]);
    await vi.waitFor(() => expect(seen).toEqual(["before", "swept"]), soonMs);

    redis.wake();
    await vi.waitFor(() => expect(producer.queue.state().status).toBe("ok"), soonMs);
    await producer.queue.add([due("after")]);
    await vi.waitFor(() => expect(seen).toContain("after"), soonMs);
    const [info] = [String(await redis.command("INFO", "commandstats"))];
    expect(Number(/^cmdstat_exists:calls=(\d+)/m.exec(info)?.[1])).toBeLessThan(2_100);
  });

  test("has no room, work goes on without it and it is not asked without end", { timeout: 40_000 }, async () => {
    await using redis = await startRedis();
    const info = async (section: string, figure: string): Promise<number> =>
      Number(new RegExp(`^${figure}(\\d+)`, "m").exec(String(await redis.command("INFO", section)))?.[1] ?? 0);
    const refusals = () => info("errorstats", "errorstat_OOM:count=");
    const connections = () => info("stats", "total_connections_received:");
    await using worker = await open(redis.url);
    await worker.queue.add([due("held")]);
    await redis.command("CONFIG", "SET", "maxmemory", "1mb");
    const seen = worker.consume();
    await vi.waitFor(async () => expect(await refusals()).toBeGreaterThan(0), soonMs);
    await worker.queue.add([due("swept")]);
    await vi.waitFor(() => expect(seen).toEqual(["swept"]), soonMs);
    expect(worker.queue.state().status).toBe("away");
    // Until the worker has come back for its next try.
    const before = await connections();
    let looks = 0;
    await vi.waitFor(async () => {
      looks += 1;
      // Each look is a connection, too.
      expect((await connections()) - looks).toBeGreaterThan(before);
    }, soonMs);
    expect(await refusals()).toBeLessThan(50);

    await redis.command("CONFIG", "SET", "maxmemory", "0");
    await worker.queue.add([due("through Redis")]);
    await vi.waitFor(() => expect(seen.toSorted()).toEqual(["held", "swept", "through Redis"]), soonMs);
    expect(worker.queue.state().status).toBe("ok");
    expect(worker.troubles).toContainEqual({ kind: "fault", reason: expect.stringContaining("OOM"), untold: 0 });
  });

  test("begins to evict, it is given nothing more until it no longer does", async () => {
    await using redis = await startRedis();
    await using producer = await open(redis.url);
    const policy = async (name: string) => {
      await redis.command("CONFIG", "SET", "maxmemory-policy", name);
      await redis.command("CLIENT", "KILL", "TYPE", "normal");
    };
    await policy("allkeys-lru");
    await vi.waitFor(
      () => expect(producer.queue.add([due("a")])).rejects.toThrow("maxmemory-policy is allkeys-lru"),
      soonMs,
    );
    await policy("noeviction");
    await vi.waitFor(() => expect(producer.queue.state().status).toBe("ok"), soonMs);
    await producer.queue.add([due("b")]);
  });

  test("is away, a stop is a stop", async () => {
    await using redis = await startRedis();
    const worker = await open(redis.url);
    const seen = worker.consume();
    await worker.queue.add([due("before")]);
    await vi.waitFor(() => expect(seen).toHaveLength(1), soonMs);
    await redis.crash();
    await worker[Symbol.asyncDispose]();
    await expect(worker.queue.add([due("after")])).rejects.toThrow("closed");
  });
});

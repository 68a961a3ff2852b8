import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { until } from "../journeys/harness/until.ts";
import { noRedis, type RedisServer, type Snapshot, startRedis } from "../redis-server/index.ts";
import { accept, answer, type Sink, startSink } from "../smtp-sink/index.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { openDeliveries, quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

/** Each incident is told to one or two readers, and to a third where it is high. */
const newsCount = 900;
/** How many deliveries wait at least when Redis is lost. */
const deliveriesWanted = 2_000;
const sleepMs = 60_000;
const quietWithinMs = 240_000;
const timeout = 400_000;

interface Loss {
  readonly redis: RedisServer;
  readonly sink: Sink;
  /** Of the moment when all deliveries waited. */
  readonly before: Snapshot;
}

/** Mails arrive although Redis does not help. */
const mailsGoOn = async ({ sink }: Loss): Promise<void> => {
  const already = sink.mails.length;
  await sink.waitForMails(already + 20, 60_000);
};

const losses: readonly (readonly [name: string, lose: (loss: Loss) => Promise<void>])[] = [
  ["is emptied", async ({ redis }) => void (await redis.command("FLUSHALL"))],
  [
    "dies and comes back empty",
    async (loss) => {
      await loss.redis.crash();
      await mailsGoOn(loss);
      await loss.redis.restart();
    },
  ],
  ["comes back as it was a while ago", ({ redis, before }) => redis.restart(before)],
  [
    "falls silent for a while",
    async (loss) => {
      loss.redis.sleep();
      await Promise.all([wait(sleepMs), mailsGoOn(loss)]).finally(loss.redis.wake);
    },
  ],
  [
    "has no room",
    async (loss) => {
      await loss.redis.command("CONFIG", "SET", "maxmemory", "1mb");
      await mailsGoOn(loss);
      await loss.redis.command("CONFIG", "SET", "maxmemory", "0");
    },
  ],
];

describe.skipIf(noRedis())("when Redis", () => {
  test.each(losses)(
    "%s, every mail goes out once and payloads are taken throughout",
    { timeout },
    async (name, lose) => {
      const stream = seededChance(`Redis ${name}`);
      await using redis = await startRedis();
      await using sink = await startSink();
      await using installation = await install(sink, { REDIS_URL: redis.url });
      await using ledger = await openLedger();
      const { product, administrator, source } = installation;
      const invent = inventNews(stream(), 1);
      const happen = (count: number) =>
        produce({ source, ledger, connections: 8, news: Array.from({ length: count }, invent) });

      await product.worker.stop();
      await happen(newsCount);
      await until("every job to be in Redis", async () => {
        const urgent = Number(await redis.command("LLEN", "tocsin:jobs:wait"));
        const others = Number(await redis.command("ZCARD", "tocsin:jobs:prioritized"));
        return urgent + others >= deliveriesWanted;
      });
      const before = await redis.snapshot();
      await product.worker.start();
      await sink.waitForMails(deliveriesWanted / 6, 30_000);
      const lostAfter = sink.mails.length;
      const [, produced] = await Promise.all([lose({ redis, sink, before }), happen(newsCount / 2)]);
      await quiescence(administrator, quietWithinMs);

      const acknowledged = await ledger.read();
      const { faults, figures } = await check({ acknowledged, mails: sink.mails, administrator });
      console.log(`Redis ${name}:`, { ...figures, lostAfter });
      expect(faults).toEqual(noFaults);
      expect([figures.repeatedMails, produced.sentAgain]).toEqual([0, 0]);
      expect(lostAfter).toBeLessThan(deliveriesWanted);
    },
  );

  test("is emptied while a mail waits for its second attempt, the mail is found when it is due", async () => {
    await using redis = await startRedis();
    await using sink = await startSink({ behave: answer("dot", "451 4.3.0 try again later") });
    await using installation = await install(sink, { REDIS_URL: redis.url });
    const { administrator, source } = installation;
    await source.ingest({ title: "Odd sign-in", severity: "low" });
    await until("deferred mails", async () => {
      const open = await openDeliveries(administrator);
      return open.length === 2 && open.every(({ state, attemptCount }) => state === "waiting" && attemptCount > 0);
    });
    sink.behave(accept);
    await redis.command("FLUSHALL");
    await administrator.settled(2, 60_000);
    expect(sink.mails).toHaveLength(2);
  });
});

import { describe, expect, test } from "vitest";
import { drivers } from "../journeys/harness/drivers.ts";
import type { Program } from "../journeys/harness/program.ts";
import { tocsinJson } from "../journeys/harness/tocsin.ts";
import { until } from "../journeys/harness/until.ts";
import { accept, type Behaviour, startSink } from "../smtp-sink/index.ts";
import { startArriving } from "./harness/arriving.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { openDeliveries, outcomesOf, quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { killAtRandom, sendsInFlight } from "./harness/kill.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

/** On each queue. By hand, `pnpm faults --long` kills a thousand times in all, or as often on each as TOCSIN_KILLS says. */
const kills = Number(process.env["TOCSIN_KILLS"] ?? (process.env["TOCSIN_LONG"] === "1" ? 500 : 16));
/** A kill and the start after it take seconds on a busy machine. */
const killedWithinMs = kills * 15_000;
/** Enough to be at work at every kill. What keeps up with so many starts has a longer day than what is told of at once. */
const newsEveryMs = kills > 100 ? 400 : 40;
/**
 * Beyond the lease of a killed worker, the sweep that finds it and the longest wait before a second attempt; and each kill
 * leaves something to be caught up with.
 */
const quietWithinMs = 240_000 + kills * 1_000;

/** Takes the mail, then says that it did not, so slowly that the worker is asleep before it has heard it. */
const slowLie: Behaviour = { dot: { reply: "550 5.7.1 no such mail here", keep: true, dripMs: 400 } };

/** Stops a program in its tracks, as the lid of a laptop does; disposal wakes it at the latest. */
const asleep = (sleeper: Program): Disposable & { wake(): void } => {
  const wake = (): void => sleeper.signal("SIGCONT");
  sleeper.signal("SIGSTOP");
  return { wake, [Symbol.dispose]: wake };
};

/** Both wait for a lease of 60 s to end, so they wait together. */
describe.concurrent("when programs die or sleep", () => {
  test.for(drivers)(
    "whoever was to be told is told, however often api and worker are killed, on $name",
    { timeout: 350_000 + killedWithinMs },
    async (driver, context) => {
      const stream = seededChance(`Killed programs, ${driver.name}`);
      await using queue = await driver.open(context);
      // A server that takes its time over the last reply, so that kills find sends in flight.
      await using sink = await startSink({ behave: () => ({ dot: { dripMs: 4 } }) });
      await using installation = await install(sink, queue.env);
      await using ledger = await openLedger();
      const { product, administrator, source } = installation;

      const { news, end } = startArriving(inventNews(stream(), 0.4), stream(), newsEveryMs);
      const [produced, killed] = await Promise.all([
        produce({ source, ledger, connections: 4, news: news() }),
        killAtRandom(product, kills, stream(), ledger).finally(end),
      ]);
      const killedUntil = performance.now();
      await quiescence(administrator, quietWithinMs);

      const acknowledged = await ledger.read();
      const { faults, figures } = await check({ acknowledged, mails: sink.mails, administrator });
      const quietAfterMs = Math.round(performance.now() - killedUntil);
      console.log(`Killed programs, ${driver.name}:`, { ...figures, ...produced, killed, quietAfterMs });
      expect(faults).toEqual(noFaults);
      expect(figures.emptyMails).toBe(0);
      expect(figures.repeatedMails).toBeLessThanOrEqual(killed.worker * sendsInFlight);
      // The product's own account of itself comes to the same.
      const account = await tocsinJson(["reconcile"], { TOCSIN_DATA_DIR: product.dataDir });
      expect(account).toMatchObject({ changes: acknowledged.length, findings: [] });
    },
  );

  test.for(drivers)(
    "a worker that sleeps past its lease is stood in for, and on waking undoes nothing, on $name",
    {
      timeout: 200_000,
    },
    async (driver, context) => {
      const stream = seededChance(`Stale worker, ${driver.name}`);
      await using queue = await driver.open(context);
      await using sink = await startSink({ behave: [slowLie] });
      await using installation = await install(sink, queue.env);
      await using ledger = await openLedger();
      const { product, administrator, source, standIn } = installation;
      const invent = inventNews(stream(), 1);
      const happen = (count: number) =>
        produce({ source, ledger, connections: 2, news: Array.from({ length: count }, invent) });

      await happen(1);
      await sink.waitUntil(({ transactions }) =>
        transactions.some(({ dotRead, answer }) => dotRead && answer !== null),
      );
      const held = await until("the one mail that hangs", async () => {
        const open = await openDeliveries(administrator);
        return open.length === 1 && open[0];
      });
      using sleeper = asleep(product.worker);
      sink.behave(accept);
      await standIn.start();
      await happen(20);
      await quiescence(administrator, 120_000);
      const before = await outcomesOf(administrator, held.id);
      expect(before).toEqual(["inDoubt", "accepted"]);

      sleeper.wake();
      await until("the refusal of what it heard", async () => product.worker.output.includes('"kind":"fenced"'));
      await happen(5);
      await quiescence(administrator, 30_000);
      expect(await outcomesOf(administrator, held.id)).toEqual(before);
      const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
      console.log(`Stale worker, ${driver.name}:`, figures);
      expect(faults).toEqual(noFaults);
      expect(figures.repeatedMails).toBe(1);
    },
  );
});

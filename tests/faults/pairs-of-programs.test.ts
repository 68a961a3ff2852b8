import { expect, test } from "vitest";
import { drivers } from "../journeys/harness/drivers.ts";
import { startSink } from "../smtp-sink/index.ts";
import { startArriving } from "./harness/arriving.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { killAtRandom, sendsInFlight } from "./harness/kill.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

/** Of each of the two pairs. By hand more, as TOCSIN_KILLS says. */
const kills = Number(process.env["TOCSIN_KILLS"] ?? (process.env["TOCSIN_LONG"] === "1" ? 100 : 4));
const programMs = 15_000;
const newsEveryMs = 60;
const quietWithinMs = 240_000;

/** A server that takes its time over the last reply, so that what is killed has sends in flight. */
const slowly = () => ({ dot: { dripMs: 4 } });

test.concurrent.for(drivers)(
  "two apis and two workers on the same data tell everybody once, though two of each are killed at random, on $name",
  { timeout: 350_000 + 2 * kills * programMs },
  async (driver, context) => {
    const stream = seededChance(`Replicas, ${driver.name}`);
    await using queue = await driver.open(context);
    await using sink = await startSink({ behave: slowly });
    await using installation = await install(sink, queue.env);
    await using ledger = await openLedger();
    const { product, administrator, source, standIn, otherApi } = installation;
    await Promise.all([standIn.start(), otherApi.program.start()]);

    const { news, end } = startArriving(inventNews(stream(), 0.4), stream(), newsEveryMs);
    const pairs = [product, { api: otherApi.program, worker: standIn }];
    const [, , killed] = await Promise.all([
      produce({ source, ledger, connections: 2, news: news() }),
      produce({ source: source.at(otherApi.url), ledger, connections: 2, news: news() }),
      Promise.all(pairs.map((pair) => killAtRandom(pair, kills, stream(), ledger))).finally(end),
    ]);
    await quiescence(administrator, quietWithinMs);
    const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
    console.log(`Replicas, ${driver.name}:`, { ...figures, killed });
    expect(faults).toEqual(noFaults);
    const workersKilled = killed.reduce((sum, { worker }) => sum + worker, 0);
    expect(figures.repeatedMails).toBeLessThanOrEqual(workersKilled * sendsInFlight);
  },
);

import { expect, test } from "vitest";
import type { Client } from "../journeys/harness/client.ts";
import { drivers } from "../journeys/harness/drivers.ts";
import { until } from "../journeys/harness/until.ts";
import { startSink } from "../smtp-sink/index.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { openClock } from "./harness/clock.ts";
import { everyDelivery, outcomesOf, quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { openWay } from "./harness/half-open.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

/** By hand also the longest wait there is: ten minutes for a reply to a mail that was given (RFC 5321 section 4.5.3.2.6). */
const isLong = process.env["TOCSIN_LONG"] === "1";
const newsCount = 40;
const minuteMs = 60_000;

/** Deliveries of which an attempt ended in doubt. */
const inDoubt = async (administrator: Client): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const { id, attemptCount } of await everyDelivery(administrator)) {
    if (attemptCount > 0 && (await outcomesOf(administrator, id)).includes("inDoubt")) found.push(id);
  }
  return found;
};

test("a way to the mail server that goes dead without hanging up delays mails, and loses and repeats none unexplained", {
  timeout: (isLong ? 30 : 6) * minuteMs,
}, async () => {
  const stream = seededChance("Half-open way");
  await using sink = await startSink({ behave: () => ({ dot: { dripMs: 4 } }) });
  await using way = await openWay(Number(new URL(sink.url).port));
  const url = new URL(sink.url);
  url.port = String(way.port);
  await using installation = await install({ url: url.href });
  await using ledger = await openLedger();
  const { administrator, source } = installation;
  const invent = inventNews(stream(), 0.8);
  const happen = () => produce({ source, ledger, connections: 4, news: Array.from({ length: newsCount }, invent) });

  // Dead before the first caller: each is taken and hears nothing.
  way.stall();
  await happen();
  await until(
    "mails that were deferred",
    async () => (await everyDelivery(administrator)).some(({ attemptCount }) => attemptCount > 0),
    2 * minuteMs,
  );
  expect(sink.mails).toHaveLength(0);
  way.heal();
  await quiescence(administrator, 3 * minuteMs);
  if (isLong) {
    // Dead in the middle: the server has the mail, and its answer does not come.
    way.stallAt("beforeAnswer");
    await happen();
    await until("the end of its patience", async () => (await inDoubt(administrator)).length > 0, 12 * minuteMs);
    way.heal();
    await quiescence(administrator, 10 * minuteMs);
  }
  const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
  console.log("Half-open way:", figures);
  expect(faults).toEqual(noFaults);
  expect(figures.repeatedMails).toBe(isLong ? 1 : 0);
});

test.concurrent.for(drivers)(
  "a way that goes dead amid a mail's content, or before its answer, leaves that mail in doubt, and all are told, on $name",
  { timeout: 6 * minuteMs },
  async (driver, context) => {
    const stream = seededChance(`Way dead amid a mail, ${driver.name}`);
    // Ten minutes of patience, as the standard asks, pass in seconds.
    await using clock = await openClock("all", context);
    await using queue = await driver.open(context);
    await using sink = await startSink();
    await using way = await openWay(sink.port);
    const url = new URL(sink.url);
    url.port = String(way.port);
    await using installation = await install({ url: url.href }, { ...queue.env, ...clock.env });
    await using ledger = await openLedger();
    const { administrator, source } = installation;
    const invent = inventNews(stream(), 0.8);
    const happen = () => produce({ source, ledger, connections: 2, news: Array.from({ length: 8 }, invent) });

    const copies: number[] = [];
    for (const moment of ["amidContent", "beforeAnswer"] as const) {
      const doubts = (await inDoubt(administrator)).length;
      way.stallAt(moment);
      await happen();
      await until("a way that is dead", async () => way.dead);
      await using _fast = clock.hurry();
      await until("the end of its patience", async () => (await inDoubt(administrator)).length > doubts, 2 * minuteMs);
      way.heal();
      await quiescence(administrator, 2 * minuteMs);
      copies.push(sink.mails.length - (await everyDelivery(administrator)).length);
    }
    const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
    console.log(`Way dead amid a mail, ${driver.name}:`, figures);
    expect(faults).toEqual(noFaults);
    // Half of a mail is none; a whole one whose answer was lost comes again.
    expect(copies[0]).toBe(0);
    expect(copies[1]).toBeGreaterThan(0);
    expect(figures.inDoubt).toBeGreaterThan(figures.repeatedMails);
  },
);

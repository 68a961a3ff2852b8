import { expect, test } from "vitest";
import { until } from "../journeys/harness/until.ts";
import { startSink } from "../smtp-sink/index.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { everyDelivery, quiescence } from "./harness/deliveries.ts";
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
    // Dead in the middle: connections with mails in flight go silent.
    const flowing = happen();
    await sink.waitUntil(({ mails }) => mails.length > newsCount);
    way.stall();
    await flowing;
    const gaveUp = async () =>
      (await everyDelivery(administrator)).some(({ state, attemptCount }) => state === "waiting" && attemptCount > 0);
    await until("the end of its patience", gaveUp, 12 * minuteMs);
    way.heal();
    await quiescence(administrator, 10 * minuteMs);
  }
  const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
  console.log("Half-open way:", figures);
  expect(faults).toEqual(noFaults);
  if (!isLong) expect(figures.repeatedMails).toBe(0);
});

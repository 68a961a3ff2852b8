import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { drivers } from "../journeys/harness/drivers.ts";
import { until } from "../journeys/harness/until.ts";
import { type Act, answer, headerOf, startSink } from "../smtp-sink/index.ts";
import { startArriving } from "./harness/arriving.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { openClock } from "./harness/clock.ts";
import { openDeliveries, outcomesOf, quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

const hourMs = 3_600_000;
const newsEveryMs = 60;
/** Between two letters of the slow reply, which takes longer than two sweeps take to come by. */
const slowLetterMs = 700;
/** Beyond the lease of a killed worker, the sweep that finds it and the longest wait before a fifth attempt: jumps ahead bring it soon. */
const quietWithinMs = 250_000;

const later = answer("rcpt", "451 4.3.0 come again later");

/** How much of a processor a program has used, in ms. */
const cpuMsOf = async (pid: number | null): Promise<number> => {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

test.concurrent.for(drivers)(
  "a clock that is set hours ahead and back holds up no mail, repeats none, and keeps no processor busy, on $name",
  { timeout: 500_000 },
  async (driver, context) => {
    const stream = seededChance(`Clock jumps, ${driver.name}`);
    await using clock = await openClock("wall", context);
    await using queue = await driver.open(context);
    // Every seventh is to come again, so that at each jump some wait for their next attempt.
    let [slowWanted, deferring] = [false, true];
    /** Where the slow mail is among those that arrived. */
    let slowAt: number | null = null;
    const dot = (): Act => {
      if (!slowWanted) return {};
      slowWanted = false;
      slowAt = sink.mails.length;
      return { dripMs: slowLetterMs };
    };
    await using sink = await startSink({ behave: (n) => (deferring && n % 7 === 3 ? later : { dot }) });
    await using installation = await install(sink, { ...queue.env, ...clock.env });
    await using ledger = await openLedger();
    const { product, administrator, source } = installation;
    const { news, end } = startArriving(inventNews(stream(), 0.5), stream(), newsEveryMs);
    const jumps = stream();
    const more = async (count: number): Promise<void> => {
      const wanted = ledger.count + count;
      await until("more that is acknowledged", async () => ledger.count >= wanted, 120_000);
    };

    const producing = produce({ source, ledger, connections: 3, news: news() });
    await more(10);
    // Ahead, while a mail server takes its time over a mail.
    slowWanted = true;
    await sink.waitUntil(({ mails }) => slowAt !== null && mails.length > slowAt);
    await clock.set((2 + Math.floor(jumps() * 8)) * hourMs);
    await more(15);
    const slowMail = slowAt === null ? undefined : sink.mails[slowAt];
    const slowId = (slowMail && headerOf(slowMail, "X-Tocsin-Delivery")) ?? "none";
    const outcomes = await until("the outcome of the slow mail", async () => {
      const known = await outcomesOf(administrator, slowId);
      return !known.includes(null) && known;
    });
    expect(outcomes).toEqual(["accepted"]);
    await clock.set(0);
    await more(10);
    // Behind, and right again.
    await clock.set(-(2 + Math.floor(jumps() * 8)) * hourMs);
    await more(10);
    await clock.set(0);
    await more(10);
    // Ahead once more; the worker dies there, and works on with a clock that goes right.
    await clock.set((2 + Math.floor(jumps() * 8)) * hourMs);
    await more(15);
    await product.worker.crash();
    await clock.set(0);
    await product.worker.start();
    end();
    deferring = false;
    await producing;
    const quietFrom = performance.now();
    await quiescence(administrator, quietWithinMs);
    const quietAfterMs = Math.round(performance.now() - quietFrom);

    const idleFrom = { at: performance.now(), cpu: await cpuMsOf(product.worker.pid) };
    const stillOpen = await openDeliveries(administrator);
    await wait(3_000);
    const busy = ((await cpuMsOf(product.worker.pid)) - idleFrom.cpu) / (performance.now() - idleFrom.at);

    const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
    console.log(`Clock jumps, ${driver.name}:`, { ...figures, quietAfterMs, busy, open: stillOpen.length });
    expect(faults).toEqual(noFaults);
    expect(busy).toBeLessThan(0.5);
  },
);

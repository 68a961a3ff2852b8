import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { Client } from "../journeys/harness/client.ts";
import { drivers } from "../journeys/harness/drivers.ts";
import type { Program } from "../journeys/harness/program.ts";
import { until } from "../journeys/harness/until.ts";
import { answer, startSink } from "../smtp-sink/index.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { type MovedClock, openClock } from "./harness/clock.ts";
import { everyDelivery, openDeliveries, quiescence } from "./harness/deliveries.ts";
import { soc } from "./harness/expectation.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews, type News, noncesIn } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

/** As a container with little memory has it: enough for any usual mail. */
const heapMb = 80;
/** An incident of so many alerts with so long texts fills more than that, although each of its payloads is within the limits. */
const poisonPayloads = 20;
const alertsEach = 110;
const textLength = 20_000;
const leaseMs = 60_000;
/** As the promise says. */
const deathsMax = 5;
const innocents = 40;

const poisonPayload = (n: number): object => ({
  externalId: "poison",
  title: "Poison",
  severity: "low",
  alerts: Array.from({ length: alertsEach }, (_, i) => ({
    externalId: `poison-${n}-${i}`,
    title: `Poison ${n} ${i}`,
    severity: "low",
    description: `${n} ${i} `.repeat(textLength).slice(0, textLength),
    recommendedActions: `${i} ${n} `.repeat(textLength).slice(0, textLength),
  })),
});

/** Starts the worker again whenever it has died, each time after the lease of what it held, until all is at an end. */
const lookAfter = async (worker: Program, clock: MovedClock, administrator: Client): Promise<number> => {
  let deaths = 0;
  for (;;) {
    const isOver = await until(
      "a death, or the end of all deliveries",
      async () => {
        if (!worker.running) return "dead";
        return (await openDeliveries(administrator)).length === 0 && "over";
      },
      120_000,
    );
    if (isOver === "over") return deaths;
    deaths += 1;
    if (deaths > 4 * deathsMax) throw new Error(`The worker died ${deaths} times:\n${worker.output.slice(-2_000)}`);
    await clock.set(deaths * (leaseMs + 5_000));
    await worker.start().catch(() => {});
  }
};

test.for(drivers)(
  "an incident that kills every worker which makes its mail is set aside, and all others are told, on $name",
  { timeout: 400_000 },
  async (driver, context) => {
    const stream = seededChance(`Poison, ${driver.name}`);
    await using clock = await openClock("wall", context);
    await using queue = await driver.open(context);
    await using sink = await startSink();
    await using installation = await install(
      sink,
      { ...queue.env, ...clock.env },
      { NODE_OPTIONS: `--max-old-space-size=${heapMb}` },
    );
    await using ledger = await openLedger();
    const { product, administrator, source } = installation;
    const invent = inventNews(stream(), 1);
    const happen = (count: number) =>
      produce({ source, ledger, connections: 4, news: Array.from({ length: count }, invent) });

    // A worker takes them up together: what lies beside the poison dies with it each time.
    await product.worker.stop();
    await happen(innocents / 2);
    let poisoned = "";
    for (let n = 0; n < poisonPayloads; n += 1) poisoned = (await source.ingest(poisonPayload(n)))[0]?.incidentId ?? "";
    await happen(innocents / 2);
    await product.worker.start().catch(() => {});
    const deaths = await lookAfter(product.worker, clock, administrator);
    await happen(5);
    await quiescence(administrator, 60_000);

    // Whoever reads everything is to read all of it; the mail of him who wants only the first word of each is a small one.
    const poison = (await everyDelivery(administrator))
      .filter(({ incident, address }) => incident?.id === poisoned && address === soc)
      .map(({ id }) => id);
    const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
    console.log(`Poison, ${driver.name}:`, { ...figures, poison, deaths });
    expect(faults).toEqual({ ...noFaults, quarantined: faults.quarantined });
    expect(faults.quarantined.map((one) => one.split(" ")[0])).toEqual(poison);
    expect([poison.length, deaths]).toEqual([1, deathsMax]);
  },
);

test.for(drivers)(
  "a stored mail that can no longer be read fails with that reason, and all others are told, on $name",
  { timeout: 200_000 },
  async (driver, context) => {
    const stream = seededChance(`Unreadable mail, ${driver.name}`);
    await using queue = await driver.open(context);
    await using sink = await startSink({ behave: answer("rcpt", "451 4.3.0 come again later") });
    await using installation = await install(sink, queue.env);
    await using ledger = await openLedger();
    const { product, administrator, source } = installation;
    const news = Array.from({ length: 20 }, inventNews(stream(), 1));
    await produce({ source, ledger, connections: 4, news });
    const waiting = await until("mails that wait for another attempt", async () => {
      const open = await openDeliveries(administrator);
      return open.length > news.length && open.every(({ attemptCount }) => attemptCount > 0) && open;
    });
    // No payload can do this: it stands for a bad block of the disk. The worker is stopped, lest it has the mail in hand.
    await product.worker.stop();
    const [damaged] = waiting;
    using database = new DatabaseSync(join(product.dataDir, "tocsin.db"));
    database.exec("pragma busy_timeout = 10000");
    const damage = database.prepare("update mails set mail = substr(mail, 1, 40) where delivery_id = ?");
    expect(damage.run(damaged?.id ?? "none").changes).toBe(1);
    sink.behave({});
    await product.worker.start();
    await quiescence(administrator, 90_000);

    const lost = noncesIn(damaged?.subject ?? "");
    const others = (await ledger.read()).filter(({ incident }: News) => !lost.has(incident));
    expect(others).toHaveLength(news.length - 1);
    const { faults, figures } = await check({ acknowledged: others, mails: sink.mails, administrator });
    console.log(`Unreadable mail, ${driver.name}:`, figures);
    const reason = "quarantined: what is stored of this mail cannot be read";
    expect(faults).toEqual({ ...noFaults, quarantined: [`${damaged?.id} is failed: ${reason}`] });
  },
);

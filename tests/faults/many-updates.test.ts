import { expect, test } from "vitest";
import { drivers } from "../journeys/harness/drivers.ts";
import { startSink } from "../smtp-sink/index.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { quiescence } from "./harness/deliveries.ts";
import { boss } from "./harness/expectation.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

const updates = 1_000;

interface Titled {
  readonly title: string;
}

test.for(drivers)(
  "a thousand updates of one incident at once are all kept, and it is told once to who wants one mail, on $name",
  { timeout: 300_000 },
  async (driver, context) => {
    const stream = seededChance(`Many updates, ${driver.name}`);
    await using queue = await driver.open(context);
    await using sink = await startSink();
    await using installation = await install(sink, queue.env);
    await using ledger = await openLedger();
    const { administrator, source } = installation;

    const news = Array.from({ length: updates }, inventNews(stream(), 0, updates));
    const startedAt = performance.now();
    await produce({ source, ledger, connections: 20, news });
    const takenInMs = Math.round(performance.now() - startedAt);
    await quiescence(administrator, 60_000);

    const { items } = await administrator.read<{ items: readonly { readonly id: string }[] }>("/api/v1/incidents");
    expect(items).toHaveLength(1);
    const { alerts } = await administrator.read<{ alerts: readonly Titled[] }>(`/api/v1/incidents/${items[0]?.id}`);
    expect(alerts.map(({ title }) => title).sort()).toEqual(news.map(({ alert }) => `Beacon ${alert}`).sort());
    expect(sink.mails.filter(({ to }) => to.includes(boss))).toHaveLength(1);

    const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
    console.log(`Many updates, ${driver.name}:`, { ...figures, takenInMs });
    // A mail names ten alerts and counts the rest, so that here only the count can tell that none is missing.
    expect({ ...faults, lost: [] }).toEqual(noFaults);
    expect(figures.repeatedMails).toBe(0);
  },
);

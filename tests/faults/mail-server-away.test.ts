import { describe, expect, test } from "vitest";
import { drivers } from "../journeys/harness/drivers.ts";
import { until } from "../journeys/harness/until.ts";
import { startSink } from "../smtp-sink/index.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { openDeliveries, quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

const newsCount = 100;
/** What was refused four times meanwhile may wait more than two minutes for its next attempt. */
const quietWithinMs = 250_000;

describe.concurrent("a mail server that goes away", () => {
  test.for(drivers)(
    "delays mails until it is back, and loses none, on $name",
    { timeout: 400_000 },
    async (driver, context) => {
      const stream = seededChance(`Mail server away, ${driver.name}`);
      await using queue = await driver.open(context);
      const before = await startSink();
      await using installation = await install(before, queue.env);
      await using ledger = await openLedger();
      const { administrator, source } = installation;

      const invent = inventNews(stream(), 0.5);
      const producing = produce({
        source,
        ledger,
        connections: 4,
        news: Array.from({ length: newsCount }, invent),
      });
      await before.waitUntil(({ mails }) => mails.length > 5);
      await before.stop();
      await producing;
      // Every mail that is left has met the closed door.
      const haveAllBeenRefused = async () => {
        const open = await openDeliveries(administrator);
        return open.length > 0 && open.every(({ attemptCount }) => attemptCount > 0);
      };
      await until("a refusal of all that waits", haveAllBeenRefused, 60_000);

      await using back = await startSink({ port: before.port });
      await quiescence(administrator, quietWithinMs);
      const mails = [...before.mails, ...back.mails];
      const { faults, figures } = await check({ acknowledged: await ledger.read(), mails, administrator });
      console.log(`Mail server away, ${driver.name}:`, { ...figures, before: before.mails.length });
      expect(faults).toEqual(noFaults);
      expect(figures.deferred).toBeGreaterThan(0);
    },
  );
});

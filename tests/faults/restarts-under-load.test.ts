import { expect, test } from "vitest";
import { drivers } from "../journeys/harness/drivers.ts";
import { startSink } from "../smtp-sink/index.ts";
import { startArriving } from "./harness/arriving.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";
import { restartAtRandom } from "./harness/restart.ts";

/** In all, of api and worker. */
const stops = 8;
const newsEveryMs = 40;
/** Its last reply takes a second, so that a worker that is asked to stop has more in hand than it could send in time. */
const slowLetterMs = 40;

test.concurrent.for(drivers)(
  "api and worker are stopped and started again under load, and every mail goes out once, on $name",
  { timeout: 300_000 },
  async (driver, context) => {
    const stream = seededChance(`Restarts, ${driver.name}`);
    await using queue = await driver.open(context);
    await using sink = await startSink({ behave: () => ({ dot: { dripMs: slowLetterMs } }) });
    await using installation = await install(sink, queue.env);
    await using ledger = await openLedger();
    const { product, administrator, source } = installation;

    const { news, end } = startArriving(inventNews(stream(), 0.4), stream(), newsEveryMs);
    const [produced, stopped] = await Promise.all([
      produce({ source, ledger, connections: 4, news: news() }),
      restartAtRandom(product, stops, stream(), ledger).finally(end),
    ]);
    sink.behave({});
    await quiescence(administrator, 60_000);

    const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
    console.log(`Restarts, ${driver.name}:`, { ...figures, ...produced }, stopped);
    expect(faults).toEqual(noFaults);
    expect({ repeated: figures.repeatedMails, inDoubt: figures.inDoubt }).toEqual({ repeated: 0, inDoubt: 0 });
    // A program that is not done within its ten seconds of grace ends itself with another code.
    expect(stopped.filter(({ exitCode }) => exitCode !== 0)).toEqual([]);
  },
);

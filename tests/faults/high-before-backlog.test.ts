import { expect, test } from "vitest";
import { drivers } from "../journeys/harness/drivers.ts";
import { headerOf, type ReceivedMail, startSink } from "../smtp-sink/index.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { quiescence } from "./harness/deliveries.ts";
import { boss, ciso, soc } from "./harness/expectation.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews, type News, noncesIn } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

/** Each is told to two readers. */
const lowIncidents = 600;
const waitingWanted = 1_000;
/** A worker has so many mails in hand at once: those that it took before the high one came may go out first. */
const inHand = 64;

/** Where in the order of arrival the first mail about an incident came to each address. */
const placesOf = (incident: string, mails: readonly ReceivedMail[]): ReadonlyMap<string, number> => {
  const about = [...mails.entries()].filter(([, mail]) => noncesIn(headerOf(mail, "Subject") ?? "").has(incident));
  return new Map(about.map(([place, { to }]) => [to[0] ?? "", place]));
};

test.for(drivers)(
  "a high mail reaches the mail server before a thousand low ones that wait, on $name",
  { timeout: 300_000 },
  async (driver, context) => {
    const stream = seededChance(`High before backlog, ${driver.name}`);
    await using queue = await driver.open(context);
    await using sink = await startSink({ behave: () => ({ dot: { dripMs: 3 } }) });
    await using installation = await install(sink, queue.env);
    await using ledger = await openLedger();
    const { product, administrator, source } = installation;
    const invent = inventNews(stream(), 1);
    const happen = (news: readonly News[], connections: number) => produce({ source, ledger, connections, news });
    const low = Array.from({ length: lowIncidents }, (): News => ({ ...invent(), severity: "low" }));
    const high = (): News => ({ ...invent(), severity: "high" });

    await product.worker.stop();
    await happen(low, 8);
    const beforeAll = high();
    await happen([beforeAll], 1);
    await product.worker.start();
    await sink.waitForMails(2 * inHand, 60_000);
    // The worker is in the middle of its backlog when the second one comes.
    const meanwhile = high();
    await happen([meanwhile], 1);
    const arrivedBefore = sink.mails.length;
    const waitingThen = 2 * lowIncidents - arrivedBefore;
    sink.behave({});
    await quiescence(administrator, 120_000);

    const places = [beforeAll, meanwhile].map(({ incident }) => placesOf(incident, sink.mails));
    const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
    const [first, second] = places.map((of) => [...of.values()]);
    console.log(`High before backlog, ${driver.name}:`, { ...figures, arrivedBefore, waitingThen, first, second });
    expect(faults).toEqual(noFaults);
    expect(figures.repeatedMails).toBe(0);
    expect(waitingThen).toBeGreaterThan(waitingWanted);
    for (const of of places) expect([...of.keys()].sort()).toEqual([boss, ciso, soc]);
    expect(Math.max(...(first ?? []))).toBeLessThan(inHand);
    expect(Math.max(...(second ?? [])) - arrivedBefore).toBeLessThan(2 * inHand);
  },
);

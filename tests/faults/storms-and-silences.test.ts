import { expect, test } from "vitest";
import { drivers } from "../journeys/harness/drivers.ts";
import { until } from "../journeys/harness/until.ts";
import { headerOf, startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { everyDelivery, quiescence } from "./harness/deliveries.ts";
import { soc } from "./harness/expectation.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { killAtRandom } from "./harness/kill.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews, type News, noncesIn } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

const incidents = 400;
const kills = 6;
/** A digest of medium ones leaves after a minute, and a killed worker's lease ends after another. */
const quietWithinMs = 200_000;

test.concurrent.for(drivers)(
  "in a storm whoever was to be told is told of every incident, though the programs are killed meanwhile, on $name",
  { timeout: 400_000 },
  async (driver, context) => {
    const stream = seededChance(`Storm, ${driver.name}`);
    await using queue = await driver.open(context);
    await using sink = await startSink({ behave: () => ({ dot: { dripMs: 4 } }) });
    await using installation = await install(sink, {
      ...queue.env,
      TOCSIN_STORM_LIMIT: "10",
      TOCSIN_STORM_LIMIT_HIGH: "20",
    });
    await using ledger = await openLedger();
    const { product, administrator, source } = installation;

    const news = Array.from({ length: incidents }, inventNews(stream(), 1));
    await Promise.all([
      produce({ source, ledger, connections: 4, news }),
      killAtRandom(product, kills, stream(), ledger, incidents),
    ]);
    await quiescence(administrator, quietWithinMs);

    const held = (await everyDelivery(administrator)).filter(({ state }) => state === "held");
    const acknowledged = await ledger.read();
    const { faults, figures } = await check({ acknowledged, mails: sink.mails, administrator });
    const digests = sink.mails.filter((mail) => headerOf(mail, "X-Tocsin-Change") === "digest").length;
    console.log(`Storm, ${driver.name}:`, { ...figures, digests });
    // An incident that a digest names is told; its alerts stand behind the link.
    const lost = faults.lost.filter((one) => one.startsWith("i"));
    const untold = held.filter(({ reason }) => reason?.startsWith("held, told at ") !== true);
    const isHeld = (fault: string): boolean => held.some(({ id }) => fault.startsWith(`${id} is held`));
    const unsent = faults.unsent.filter((fault) => !isHeld(fault));
    expect({ ...faults, lost, unsent, miscounted: [], untold }).toEqual({ ...noFaults, untold: [] });
    expect(held.length).toBeGreaterThan(incidents / 2);
    expect(digests).toBeGreaterThan(0);
    expect(figures.mails).toBeLessThan(incidents);
  },
);

test("what a silence held is not told, what is high is, and after it the next news is, and nothing old", async () => {
  const stream = seededChance("Silence");
  await using sink = await startSink();
  await using installation = await install(sink);
  const { administrator, source } = installation;
  const invent = inventNews(stream(), 1);
  const [quiet, loud] = [
    { ...invent(), severity: "low" },
    { ...invent(), severity: "high" },
  ] as const satisfies readonly News[];
  const post = async ({ incident, alert, severity }: News): Promise<void> => {
    await source.ingest({
      externalId: incident,
      title: `Break-in ${incident}`,
      severity: "low",
      alerts: [{ externalId: alert, title: `Beacon ${alert}`, severity }],
    });
  };
  const toldTo = async (address: string): Promise<ReadonlySet<string>> => {
    const texts = await Promise.all(
      sink.mails.filter(({ to }) => to.includes(address)).map(async ({ raw }) => (await readMail(raw)).text ?? ""),
    );
    return new Set(texts.flatMap((text) => [...noncesIn(text)]));
  };

  const silence = await administrator.request("POST", "/api/v1/silences", {
    comment: "Patch night",
    endsAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  expect(silence.status).toBe(201);
  const { id } = silence.body as { id: string };
  await post(quiet);
  await post(loud);
  await until("the loud one's mail", async () => (await toldTo(soc)).has(loud.incident));
  expect(await administrator.read(`/api/v1/silences/${id}`)).toMatchObject({ held: { incidents: 1 } });
  const ended = await administrator.request("POST", `/api/v1/silences/${id}/end`);
  expect(ended.status).toBe(200);
  const next: News = { ...quiet, alert: invent().alert };
  await post(next);
  await until("the next news of the quiet one", async () => (await toldTo(soc)).has(next.alert));
  await quiescence(administrator, 30_000);
  // One mail of each to the reader of everything: nothing of the time of the silence came by itself.
  expect(sink.mails.filter(({ to }) => to.includes(soc))).toHaveLength(2);
});

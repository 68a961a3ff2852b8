import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Client } from "../journeys/harness/client.ts";
import { freePort } from "../journeys/harness/free-port.ts";
import { program } from "../journeys/harness/program.ts";
import { tocsinJson } from "../journeys/harness/tocsin.ts";
import { until } from "../journeys/harness/until.ts";
import { answer, hang, headerOf, type ReceivedMail, type Sink, startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import { seededChance } from "./harness/chance.ts";
import { everyDelivery, openDeliveries, outcomesOf } from "./harness/deliveries.ts";
import { boss, ciso, soc } from "./harness/expectation.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews, type News, noncesIn } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

/** Two mails hang at their dot and every ninth is deferred: so a backup finds deliveries in every state. */
const behave = (n: number) => {
  if (n === 7 || n === 47) return hang("dot");
  return n % 9 === 4 ? answer("rcpt", "451 4.3.0 come again later") : {};
};

interface Restored {
  readonly held: { readonly waiting: number; readonly sending: number; readonly total: number };
}

interface Redriven {
  readonly redriven: number;
}

const deliveryOf = (mail: ReceivedMail): string => headerOf(mail, "X-Tocsin-Delivery") ?? "no delivery";

/** The nonces that mails to one address name. */
const toldTo = async (address: string, mails: readonly ReceivedMail[]): Promise<ReadonlySet<string>> => {
  const texts = await Promise.all(mails.filter(({ to }) => to.includes(address)).map(({ raw }) => readMail(raw)));
  return new Set(texts.flatMap(({ text = "" }) => [...noncesIn(text)]));
};

/** Programs on a restored data folder, and the administrator that it knows from before. */
const startRestored = async (dataDir: string, { url: smtp }: Sink, administrator: Client) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { PATH: process.env["PATH"], HOME: dataDir, TOCSIN_DATA_DIR: dataDir, PORT: String(port) };
  const settings = { ...env, SMTP_URL: smtp, TOCSIN_PUBLIC_URL: url, MAIL_FROM: "Tocsin <alarm@tocsin.example>" };
  const programs = [program("api", settings), program("worker", settings)];
  await Promise.all(programs.map((one) => one.start()));
  return {
    env: settings,
    client: administrator.at(url),
    [Symbol.asyncDispose]: async () => {
      await Promise.all(programs.map((one) => one.stop()));
    },
  };
};

test("a backup taken under load restores elsewhere: what was committed before it is there, and nothing is mailed again", async () => {
  const stream = seededChance("Backup under load");
  const folder = await mkdtemp(join(tmpdir(), "tocsin-restore-"));
  const [file, dataDir] = [join(folder, "backup.tar.gz"), join(folder, "data")];
  await using sink = await startSink({ behave });
  await using original = await install(sink);
  await using ledger = await openLedger();

  // Load, before, while and after the backup is taken.
  let enough = false;
  const invent = inventNews(stream(), 0.5);
  const news = (function* () {
    while (!enough) yield invent();
  })();
  const producing = produce({ source: original.source, ledger, connections: 3, news });
  await sink.waitUntil(
    ({ transactions, mails }) =>
      transactions.length > 120 && mails.length > 60 && transactions.some((one) => one.kept && one.answer === null),
    60_000,
  );
  const before: readonly News[] = await ledger.read();
  const place = { TOCSIN_DATA_DIR: original.product.dataDir };
  await tocsinJson(["backup", file, "--with-key"], place);
  const during = (await ledger.read()).length - before.length;
  await until("more load", async () => (await ledger.read()).length > before.length + during + 30);
  enough = true;
  await producing;

  // The machine is lost.
  await Promise.all([original.product.api.crash(), original.product.worker.crash()]);
  sink.behave({});
  const { held } = await tocsinJson<Restored>(["restore", file], { TOCSIN_DATA_DIR: dataDir });
  const sentBefore = sink.mails.length;
  expect(held.sending).toBeGreaterThan(0);
  expect(held.waiting).toBeGreaterThan(0);
  {
    await using restored = await startRestored(dataDir, sink, original.administrator);
    const deliveries = await everyDelivery(restored.client);
    expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(["sent", "held"]));
    const inDoubt = deliveries.filter(({ reason }) => reason?.startsWith("in doubt"));
    expect(inDoubt).toHaveLength(held.sending);
    for (const { id } of inDoubt) expect(await outcomesOf(restored.client, id)).toContain("inDoubt");

    // The worker is at work: what happens now is mailed, and it alone.
    await original.source
      .at(restored.env.TOCSIN_PUBLIC_URL)
      .ingest({ externalId: "probe", title: "Probe", severity: "high" });
    await until("the probe's mails", async () => (await openDeliveries(restored.client)).length === 0);
    const fresh = sink.mails.slice(sentBefore);
    expect(fresh.map(({ to }) => to[0]).sort()).toEqual([boss, ciso, soc]);
    for (const { raw } of fresh) expect((await readMail(raw)).subject).toContain("Probe");

    // A person looks, and lets go of what is held.
    const listed = await tocsinJson<Redriven & { wouldBeRedriven: number }>(
      ["redrive", "--held", "--dry-run"],
      restored.env,
    );
    expect(listed).toMatchObject({ redriven: 0, wouldBeRedriven: held.total });
    expect(await tocsinJson<Redriven>(["redrive", "--held"], restored.env)).toMatchObject({ redriven: held.total });
    await until("the released mails", async () => (await openDeliveries(restored.client)).length === 0, 60_000);
    const after = await everyDelivery(restored.client);
    expect(after.filter(({ state }) => state !== "sent")).toEqual([]);
    const released = new Set(deliveries.filter(({ state }) => state === "held").map(({ id }) => id));
    const again = sink.mails.slice(sentBefore + fresh.length).map(deliveryOf);
    expect(new Set(again)).toEqual(released);
    expect(again).toHaveLength(released.size);

    // Nothing that was acknowledged before the backup was begun is lost: each of it is told of, once it is let go.
    const known = new Set(after.map(({ id }) => id));
    const told = await toldTo(
      soc,
      sink.mails.filter((mail) => known.has(deliveryOf(mail))),
    );
    expect(before.filter(({ alert }) => !told.has(alert))).toEqual([]);
  }
  await rm(folder, { recursive: true });
});

import { expect, test } from "vitest";
import { administrator as ada, type Client } from "../journeys/harness/client.ts";
import { drivers } from "../journeys/harness/drivers.ts";
import { until } from "../journeys/harness/until.ts";
import { answer, type ReceivedMail, startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { openClock } from "./harness/clock.ts";
import { openDeliveries, quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

const minuteMs = 60_000;
/** Every ten seconds a worker reports how mail does; a busy machine takes its time. */
const toldWithinMs = 60_000;

const toAdministrator = (mails: readonly ReceivedMail[]) => mails.filter(({ to }) => to.includes(ada.email));

/** For how many seconds every attempt has failed, as the metrics say. */
const failsFor = async (administrator: Client): Promise<number> => {
  const { body } = await administrator.request<{ text: string }>("GET", "/metrics");
  return Number(/^tocsin_mail_failing_seconds (\S+)$/m.exec(body.text)?.[1]);
};

test.for(drivers)(
  "an outage of the mail server is told by another road, and its end by the one that works again, with what was late, on $name",
  { timeout: 250_000 },
  async (driver, context) => {
    const stream = seededChance(`Outage told, ${driver.name}`);
    await using clock = await openClock("wall", context);
    await using queue = await driver.open(context);
    await using chosen = await startSink();
    await using other = await startSink();
    // The environment's server is the other road once the console has chosen one.
    await using installation = await install(other, { ...queue.env, ...clock.env });
    await using ledger = await openLedger();
    const { product, administrator, source } = installation;
    const settings = { kind: "smtp", from: "alarm@tocsin.example", host: "127.0.0.1", security: "none" };
    for (const [path, body] of [
      ["smtp", { ...settings, port: chosen.port }],
      ["active", { kind: "smtp" }],
    ] as const) {
      const { status } = await administrator.request("PUT", `/api/v1/transports/${path}`, body);
      expect(status).toBe(200);
    }
    await until("the chosen road", async () => product.worker.output.includes("Mail is carried by another"));
    const invent = inventNews(stream(), 1);
    const happen = (count: number) =>
      produce({ source, ledger, connections: 4, news: Array.from({ length: count }, invent) });

    await happen(5);
    await quiescence(administrator, 60_000);
    const before = chosen.mails.length;
    chosen.behave(answer("mail", "421 4.3.2 closed for the day"));
    await happen(10);
    await until("an attempt at each mail", async () => {
      const open = await openDeliveries(administrator);
      return open.length > 10 && open.every(({ attemptCount }) => attemptCount > 0);
    });
    await until("that mail is known to fail", () => failsFor(administrator), toldWithinMs);
    const late = (await openDeliveries(administrator)).length;
    expect(toAdministrator(other.mails)).toEqual([]);

    await clock.set(11 * minuteMs);
    await other.waitForMails(1, toldWithinMs);
    const [told] = toAdministrator(other.mails);
    const failing = await readMail(told?.raw ?? Buffer.of());
    expect(failing.subject).toContain("Mail does not go out");
    expect(failing.text).toContain("421 4.3.2 closed for the day");

    chosen.behave({});
    // However often it was tried meanwhile, each is due again within the hour.
    await clock.set(75 * minuteMs);
    await chosen.waitForMails(before + late, toldWithinMs);
    {
      // A road that works again must have done so for a while.
      await using _fast = clock.hurry();
      await chosen.waitForMails((mails) => toAdministrator(mails).length > 0, toldWithinMs);
    }
    await quiescence(administrator, 30_000);
    const [ended, ...more] = toAdministrator(chosen.mails);
    const recovered = await readMail(ended?.raw ?? Buffer.of());
    expect(recovered.subject).toContain("Mail goes out again");
    expect(recovered.text).toContain(`${late} mails were late, none was lost.`);

    expect([more, other.mails.length]).toEqual([[], 1]);
    const mails = [...chosen.mails, ...other.mails];
    const { faults, figures } = await check({ acknowledged: await ledger.read(), mails, administrator });
    console.log(`Outage told, ${driver.name}:`, { ...figures, late });
    expect(faults).toEqual(noFaults);
    expect(figures.repeatedMails).toBe(0);
  },
);

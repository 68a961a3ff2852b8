import { describe, expect, test } from "vitest";
import { drivers } from "../journeys/harness/drivers.ts";
import { accept, answer, type Stage, startSink } from "../smtp-sink/index.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

const failing = 0.2;
/** The trouble passes after so many mails, so that no delivery is unlucky for minutes. */
const troubledMails = 100;
const newsCount = 60;

const stages: readonly { readonly when: string; readonly stage: Stage; readonly reply: string }[] = [
  { when: "on hearing the sender", stage: "mail", reply: "451 4.3.0 try again later" },
  { when: "on hearing the recipient", stage: "rcpt", reply: "450 4.2.0 mailbox busy" },
  { when: "on being asked to take the mail", stage: "data", reply: "451 4.3.0 try again later" },
  { when: "on having the whole mail", stage: "dot", reply: "452 4.3.1 no room just now" },
];

describe.concurrent("a mail server that says *try again later* to every fifth mail", () => {
  test.for(drivers.flatMap((driver) => stages.map((stage) => ({ ...stage, driver }))))(
    "$when: mails come later, and none is lost or comes twice, on $driver.name",
    async ({ stage, reply, driver }, context) => {
      const stream = seededChance(`Temporary failures at ${stage}, ${driver.name}`);
      await using queue = await driver.open(context);
      const chance = stream();
      const trouble = answer(stage, reply);
      await using sink = await startSink({
        behave: (n) => (n < troubledMails && chance() < failing ? trouble : accept),
      });
      await using installation = await install(sink, queue.env);
      await using ledger = await openLedger();
      const { administrator, source } = installation;

      const invent = inventNews(stream(), 0.8);
      const news = Array.from({ length: newsCount }, invent);
      await produce({ source, ledger, connections: 4, news });
      await quiescence(administrator, 100_000);

      const { faults, figures } = await check({ acknowledged: await ledger.read(), mails: sink.mails, administrator });
      console.log(`Temporary failures at ${stage}, ${driver.name}:`, figures);
      expect(faults).toEqual(noFaults);
      expect(figures.repeatedMails).toBe(0);
      const refusals = sink.events.filter(({ who, text }) => who === "server" && text === reply);
      expect(refusals.length).toBeGreaterThan(0);
      expect(figures.deferred).toBe(refusals.length);
    },
  );
});

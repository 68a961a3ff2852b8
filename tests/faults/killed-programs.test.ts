import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { startSink } from "../smtp-sink/index.ts";
import { seededChance } from "./harness/chance.ts";
import { check } from "./harness/check.ts";
import { quiescence } from "./harness/deliveries.ts";
import { noFaults } from "./harness/faults.ts";
import { install } from "./harness/installation.ts";
import { killAtRandom } from "./harness/kill.ts";
import { openLedger } from "./harness/ledger.ts";
import { inventNews, type News } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

const kills = 20;
const newsEveryMs = 40;
/** Beyond the lease of a killed worker, the sweep that finds it and the longest wait before a second attempt. */
const quietWithinMs = 150_000;

describe.concurrent("when programs are killed", () => {
  test("whoever was to be told is told, however often api and worker are killed", { timeout: 280_000 }, async () => {
    const stream = seededChance("Killed programs");
    // A server that takes its time over the last reply, so that kills find sends in flight.
    await using sink = await startSink({ behave: () => ({ dot: { dripMs: 4 } }) });
    await using installation = await install(sink);
    await using ledger = await openLedger();
    const { product, administrator, source } = installation;

    const invent = inventNews(stream(), 0.4);
    const moments = stream();
    let killing = true;
    const arriving = async function* (): AsyncGenerator<News> {
      while (killing) {
        await wait(moments() * newsEveryMs);
        yield invent();
      }
    };
    const producing = produce({ source, ledger, connections: 4, news: arriving() });
    const killed = await killAtRandom(product, kills, stream()).finally(() => {
      killing = false;
    });
    const produced = await producing;
    const killedUntil = performance.now();
    await quiescence(administrator, quietWithinMs);

    const acknowledged = await ledger.read();
    const { faults, figures } = await check({ acknowledged, mails: sink.mails, administrator });
    const quietAfterMs = Math.round(performance.now() - killedUntil);
    console.log("Killed programs:", { ...figures, ...produced, killed, quietAfterMs });
    expect(faults).toEqual(noFaults);
  });
});

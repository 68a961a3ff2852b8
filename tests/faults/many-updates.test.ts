import { expect, test } from "vitest";
import { headerOf, startSink } from "../smtp-sink/index.ts";
import { readMail } from "../smtp-sink/read-mail.ts";
import { quiescence } from "./harness/deliveries.ts";
import { boss, soc } from "./harness/expectation.ts";
import { install } from "./harness/installation.ts";
import { openLedger } from "./harness/ledger.ts";
import type { News } from "./harness/news.ts";
import { produce } from "./harness/producer.ts";

const updates = 1_000;

test("a thousand updates of one incident at once are all kept, and told once to who wanted one mail", async () => {
  await using sink = await startSink();
  await using installation = await install(sink);
  await using ledger = await openLedger();
  const { administrator, source } = installation;
  const news = Array.from({ length: updates }, (_, n): News => ({ incident: "i1", alert: `a${n}`, severity: "low" }));
  const startedAt = performance.now();
  await produce({ source, ledger, connections: 20, news });
  const tookMs = Math.round(performance.now() - startedAt);
  await quiescence(administrator, 60_000);

  const { items } = await administrator.read<{ items: readonly { readonly id: string }[] }>("/api/v1/incidents");
  expect(items).toHaveLength(1);
  const { alerts } = await administrator.read<{ alerts: readonly { readonly title: string }[] }>(
    `/api/v1/incidents/${items[0]?.id}`,
  );
  expect(alerts.map(({ title }) => title).sort()).toEqual(news.map(({ alert }) => `Beacon ${alert}`).sort());
  for (const mail of sink.mails.filter(({ to }) => to.includes(soc))) {
    const { text = "" } = await readMail(mail.raw);
    console.log(
      mail.at,
      headerOf(mail, "X-Tocsin-Delivery"),
      text.split("\n").slice(0, 9).join(" | "),
      /Alerts \(\d+\)/.exec(text)?.[0],
    );
  }
  console.log("Many updates:", { mails: sink.mails.length, tookMs, allMs: Math.round(performance.now() - startedAt) });
  expect(sink.mails.filter(({ to }) => to.includes(boss))).toHaveLength(1);
});

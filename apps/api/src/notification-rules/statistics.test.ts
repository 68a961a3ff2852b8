import { dayMs } from "@tocsin/core/kernel";
import { ruleStatisticsSchema } from "@tocsin/core/notification-rules";
import { expect, test } from "vitest";
import { z } from "zod";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const statistics = async (app: TestApp) =>
  (await app.get("/api/v1/notification-rules/statistics")).as(z.object({ items: z.array(ruleStatisticsSchema) })).items;

test("a rule's statistics are what it told of lately, each incident and mail once", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ name: "High", severities: ["high"] });
  await app.makeRule({ name: "Never", severities: ["informational"] });
  await app.raise({ externalId: "long-ago" });
  app.wait(40 * dayMs);
  await app.raise({ externalId: "a" });
  await app.raise({ externalId: "a", alerts: [{ externalId: "1", title: "More", severity: "high" }] });
  app.wait(dayMs);
  const last = await app.raise({ externalId: "b" });
  const [high, never] = await statistics(app);
  expect(high).toMatchObject({ lastToldAt: last.lastChangeAt, incidents: 2, mails: 2, failing: [] });
  expect(high?.mailsByDay.slice(-2)).toEqual([1, 1]);
  expect(never).toMatchObject({ lastToldAt: null, incidents: 0, mails: 0 });
});

test("a recipient whose last mail was given up is named, until one gets through", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  await app.raise();
  const { sqlite } = app.stores.parts;
  sqlite.prepare("update deliveries set state = 'failed', reason = '550 no such user', settled_at = 1").run();
  expect((await statistics(app))[0]?.failing).toMatchObject([
    { address: "soc@contoso.example", reason: "550 no such user" },
  ]);
  await app.raise({ externalId: "another" });
  sqlite.prepare("update deliveries set state = 'sent', settled_at = 2 where state = 'waiting'").run();
  expect((await statistics(app))[0]?.failing).toEqual([]);
});

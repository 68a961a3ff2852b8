import { deliveryResponseSchema } from "@tocsin/core/deliveries";
import { pageSchema } from "@tocsin/core/kernel";
import { ruleResponseSchema } from "@tocsin/core/notification-rules";
import { expect, test } from "vitest";
import { mailSent } from "../testing/mail-sent.ts";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const nobody = { token: null };
const soc = "soc@contoso.example";

const ready = async (recipient: object = {}) => {
  const app = await startReadyApp();
  const others = [{ address: "lead@contoso.example", tier: 1 }];
  const rule = { recipients: [{ address: soc, ...recipient }, ...others], escalation: [{ afterMinutes: 15 }] };
  const { id } = await app.makeRule(rule);
  return { app, id, mail: await mailSent(app) };
};

const recipientOf = async (app: TestApp, id: string) =>
  (await app.get(`/api/v1/notification-rules/${id}`)).as(ruleResponseSchema).recipients[0];

const toldOfNext = async (app: TestApp) => {
  app.wait(60_000);
  await app.raise({ externalId: "another" });
  const { items } = (await app.get("/api/v1/deliveries?limit=200")).as(pageSchema(deliveryResponseSchema));
  return items.filter(({ messageKind }) => messageKind === "incident").map(({ address }) => address)[0];
};

test("opening the link does nothing; one click of a mail program stops the rule for its reader alone", async () => {
  const { app, id, mail } = await ready();
  await using _app = app;
  const page = await app.get(mail.path("stop"), nobody);
  expect(page.text).toContain("You get no more mail from “Everything”.");
  expect((await recipientOf(app, id))?.stoppedAt).toBeNull();
  const form = { body: "List-Unsubscribe=One-Click", type: "application/x-www-form-urlencoded", ...nobody };
  const done = await app.call("POST", mail.path("stop"), form);
  expect(done.status).toBe(200);
  expect(done.text).toContain('action="resume"');
  expect((await recipientOf(app, id))?.stoppedAt).toBe("2026-11-22T12:01:00.000Z");
  // Whoever comes next stands in at once: nobody before is told.
  expect(await toldOfNext(app)).toBe("lead@contoso.example");
});

test("the administrators are told once, however often the link is used", async () => {
  const { app, mail } = await ready();
  await using _app = app;
  for (let n = 0; n < 3; n += 1) await app.post(mail.path("stop"), undefined, nobody);
  const { items } = (await app.get("/api/v1/deliveries?limit=200")).as(pageSchema(deliveryResponseSchema));
  expect(items.filter(({ messageKind }) => messageKind === "notice").map(({ address }) => address)).toEqual([
    "ada@contoso.example",
  ]);
});

test("the page takes it back, and so does whoever manages the rule", async () => {
  const { app, id, mail } = await ready();
  await using _app = app;
  await app.post(mail.path("stop"), undefined, nobody);
  const back = await app.post(mail.path("stop").replace(/stop$/, "resume"), undefined, nobody);
  expect(back.text).toContain("You get these mails again");
  expect((await recipientOf(app, id))?.stoppedAt).toBeNull();
  await app.post(mail.path("stop"), undefined, nobody);
  const path = `/api/v1/notification-rules/${id}/recipients/${encodeURIComponent(soc)}/resume`;
  expect((await app.post(path)).status).toBe(200);
  expect((await recipientOf(app, id))?.stoppedAt).toBeNull();
  expect((await app.post(path)).status).toBe(409);
  expect(await toldOfNext(app)).toBe(soc);
});

test("a save of the rule brings nobody back", async () => {
  const { app, id, mail } = await ready();
  await using _app = app;
  await app.post(mail.path("stop"), undefined, nobody);
  await app.put(`/api/v1/notification-rules/${id}`, { name: "Renamed", recipients: [{ address: soc }] });
  expect((await recipientOf(app, id))?.stoppedAt).toBe("2026-11-22T12:01:00.000Z");
});

test("an address that is required is refused, with the reason", async () => {
  const { app, id, mail } = await ready({ required: true });
  await using _app = app;
  const answer = await app.post(mail.path("stop"), undefined, nobody);
  expect(answer.status).toBe(409);
  expect(answer.text).toContain("Your address is marked as required for “Everything”.");
  expect((await recipientOf(app, id))?.stoppedAt).toBeNull();
});

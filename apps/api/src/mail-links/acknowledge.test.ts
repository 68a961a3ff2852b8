import { auditEntrySchema } from "@tocsin/core/audit";
import { incidentResponseSchema } from "@tocsin/core/incidents";
import { dayMs, pageSchema } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { mailSent } from "../testing/mail-sent.ts";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const nobody = { token: null };

const acknowledgementsOf = async (app: TestApp, id: string) =>
  (await app.get(`/api/v1/incidents/${id}`)).as(incidentResponseSchema).acknowledgements;

const ready = async () => {
  const app = await startReadyApp();
  await app.makeRule();
  return app;
};

test("opening the link, however often and by whatever method, does nothing; its button acknowledges", async () => {
  await using app = await ready();
  const mail = await mailSent(app);
  for (const method of ["GET", "HEAD", "GET"]) {
    const shown = await app.call(method, mail.path("acknowledge"), nobody);
    expect(shown.status).toBe(200);
  }
  expect(await acknowledgementsOf(app, mail.incidentId)).toEqual([]);
  const page = await app.get(mail.path("acknowledge"), nobody);
  expect(page.text).toContain('<form method="post">');
  const done = await app.post(mail.path("acknowledge"), undefined, nobody);
  expect(done.text).toContain("By soc@contoso.example, 22 Nov 2026, 12:01 UTC.");
  expect(await acknowledgementsOf(app, mail.incidentId)).toEqual([
    { at: "2026-11-22T12:01:00.000Z", by: { kind: "recipient", name: "soc@contoso.example" }, endedAt: null },
  ]);
});

test("a second press shows who acknowledged, and changes nothing", async () => {
  await using app = await ready();
  const mail = await mailSent(app);
  await app.post(mail.path("acknowledge"), undefined, nobody);
  app.wait(60_000);
  const again = await app.post(mail.path("acknowledge"), undefined, nobody);
  expect(again.text).toContain("12:01 UTC");
  expect(again.text).not.toContain("<button");
  expect(await acknowledgementsOf(app, mail.incidentId)).toHaveLength(1);
  const { items } = (await app.get("/api/v1/audit?action=respond")).as(pageSchema(auditEntrySchema));
  expect(items.map(({ actor, object }) => [actor, object])).toEqual([
    [
      { kind: "recipient", id: null, name: "soc@contoso.example" },
      { kind: "incident", id: mail.incidentId },
    ],
  ]);
});

test("the page runs no script, loads nothing, and can be framed by nobody", async () => {
  await using app = await ready();
  const { headers, text } = await app.get((await mailSent(app)).path("acknowledge"), nobody);
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+=*'; form-action 'self'/);
  expect(policy).not.toContain("script");
  expect(text).not.toMatch(/<script|src=|http/);
  expect(headers.get("referrer-policy")).toBe("no-referrer");
});

test("the page is in its reader's language, and shows what the mail said as text", async () => {
  await using app = await ready();
  await app.patch("/api/v1/recipients/soc%40contoso.example", { locale: "nl", timeZone: "Europe/Amsterdam" });
  const mail = await mailSent(app);
  app.stores.parts.sqlite.exec("UPDATE mails SET subject = '[High] <b>&'");
  const { text } = await app.get(mail.path("acknowledge"), nobody);
  expect(text).toContain('<html lang="nl">');
  expect(text).toContain("[High] &lt;b&gt;&amp;");
});

test.each([
  ["a token of another mail", 404, (path: string) => path.replace(/\/[\w-]+\/acknowledge$/, "/guessed/acknowledge")],
  ["another incident's mail", 404, (path: string) => path.replace(/respond\/[^/]+/, "respond/another")],
])("%s opens nothing", async (_what, status, other) => {
  await using app = await ready();
  const mail = await mailSent(app);
  const answer = await app.post(other(mail.path("acknowledge")), undefined, nobody);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain("This link opens nothing");
  expect(await acknowledgementsOf(app, mail.incidentId)).toEqual([]);
});

test("the link of a mail that was kept in a folder says so", async () => {
  await using app = await ready();
  const { deliveryId } = await mailSent(app);
  const answer = await app.get(`/respond/${deliveryId}/secret-of-${deliveryId}/acknowledge`, nobody);
  expect(answer.status).toBe(404);
  expect(answer.text).toContain("This mail went to nobody");
});

test("a link works for thirty days", async () => {
  await using app = await ready();
  const mail = await mailSent(app);
  app.wait(30 * dayMs - 60_001);
  expect((await app.get(mail.path("acknowledge"), nobody)).status).toBe(200);
  app.wait(1);
  const answer = await app.post(mail.path("acknowledge"), undefined, nobody);
  expect(answer.status).toBe(410);
  expect(await acknowledgementsOf(app, mail.incidentId)).toEqual([]);
});

test("who may not be told any more may not speak for the incident", async () => {
  await using app = await ready();
  const mail = await mailSent(app);
  const { id, name } = await app.organization();
  await app.patch(`/api/v1/organizations/${id}`, { name, allowedDomains: ["fabrikam.example"] });
  expect((await app.post(mail.path("acknowledge"), undefined, nobody)).status).toBe(403);
  expect(await acknowledgementsOf(app, mail.incidentId)).toEqual([]);
});

test("whoever guesses tokens is slowed down, and whoever has one is not", async () => {
  await using app = await ready();
  const mail = await mailSent(app);
  const guess = () => app.get(`/respond/${mail.deliveryId}/guessed/acknowledge`, nobody);
  for (let n = 0; n < 20; n += 1) expect((await guess()).status).toBe(404);
  expect((await guess()).status).toBe(429);
  expect((await app.post(mail.path("acknowledge"), undefined, nobody)).status).toBe(200);
});

test("a user acknowledges in the console, and of two the first one stands", async () => {
  await using app = await ready();
  const { incidentId, path } = await mailSent(app);
  const first = await app.post(`/api/v1/incidents/${incidentId}/acknowledge`);
  expect(first.body).toMatchObject({ by: { kind: "user", name: "Ada" }, endedAt: null });
  const { text } = await app.post(path("acknowledge"), undefined, nobody);
  expect(text).toContain("By Ada,");
  expect(await acknowledgementsOf(app, incidentId)).toHaveLength(1);
});

test.each([
  ["reopens", { status: "resolved" }, { status: "active" }],
  ["becomes graver", { severity: "medium" }, { severity: "high" }],
])("an acknowledgement ends when the incident %s", async (_what, before, after) => {
  await using app = await ready();
  const { id } = await app.raise({ ...before, updatedAt: "2026-11-22T11:00:00Z" });
  await app.post(`/api/v1/incidents/${id}/acknowledge`);
  app.wait(1_000);
  await app.raise({ ...after, updatedAt: "2026-11-22T11:30:00Z" });
  expect(await acknowledgementsOf(app, id)).toMatchObject([{ endedAt: "2026-11-22T12:00:01.000Z" }]);
});

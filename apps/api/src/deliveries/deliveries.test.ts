import { deliveryResponseSchema, mailResponseSchema, type Outcome } from "@tocsin/core/deliveries";
import { asId, pageSchema } from "@tocsin/core/kernel";
import { aMail, noon } from "@tocsin/core/testing";
import { afterAll, expect, test } from "vitest";
import { accepted, attempt, rejected } from "../testing/attempt.ts";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";
import { startTwoOrganizations } from "../testing/start-two-organizations.ts";

/** For tests of which none leaves anything behind. */
const shared = await startReadyApp();
afterAll(() => shared[Symbol.asyncDispose]());

const path = "/api/v1/deliveries";
const soc = "soc@contoso.example";

const list = async (app: TestApp, query = "") =>
  (await app.get(`${path}${query}`)).as(pageSchema(deliveryResponseSchema));

const deferred: Outcome = {
  kind: "deferred",
  reason: "451 try again",
  code: "451",
  enhancedCode: "4.7.1",
  retryAfterMs: null,
};

/** An incident about which one delivery waits. */
const startWithDelivery = async () => {
  const app = await startReadyApp();
  const rule = await app.makeRule();
  const incident = await app.raise();
  const [delivery] = (await list(app)).items;
  if (delivery === undefined) throw new Error("Nothing waits");
  return { app, rule, incident, delivery };
};

test("a delivery waits, with the rule that asked for it and the incident that it tells of", async () => {
  const { app, rule, incident, delivery } = await startWithDelivery();
  await using _app = app;
  expect(delivery).toEqual({
    id: expect.any(String),
    messageKind: "incident",
    address: soc,
    state: "waiting",
    reason: null,
    severity: "high",
    foldedInto: null,
    subject: null,
    incident: { id: incident.id, number: 1 },
    rules: [{ id: rule.id, name: "Everything" }],
    attemptCount: 0,
    lastAttempt: null,
    createdAt: "2026-11-22T12:00:00.000Z",
    dueAt: "2026-11-22T12:00:00.000Z",
    sealedAt: null,
    settledAt: null,
  });
});

test("it is read with the changes and decisions that caused it", async () => {
  const { app, rule, delivery } = await startWithDelivery();
  await using _app = app;
  const answer = await app.get(`${path}/${delivery.id}`);
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    ...delivery,
    attempts: [],
    causes: [
      {
        change: { seq: 1, kinds: ["opened"], at: "2026-11-22T12:00:00.000Z" },
        rule: { id: rule.id, name: "Everything" },
        decision: { ruleVersion: 1, outcome: "notify", recipients: [{ address: soc, told: true }] },
      },
    ],
  });
});

test("attempts are a timeline: deferred, then accepted", async () => {
  const { app, delivery } = await startWithDelivery();
  await using _app = app;
  await attempt(app, delivery.id, deferred);
  expect((await app.get(`${path}/${delivery.id}`)).body).toMatchObject({
    state: "waiting",
    reason: "451 try again",
    attemptCount: 1,
    attempts: [{ number: 1, outcome: { kind: "deferred", text: "451 try again", code: "451", enhancedCode: "4.7.1" } }],
  });
  app.wait(1_000);
  await attempt(app, delivery.id, accepted);
  const answer = await app.get(`${path}/${delivery.id}`);
  expect(answer.body).toMatchObject({
    state: "sent",
    reason: null,
    subject: aMail().subject,
    sealedAt: "2026-11-22T12:00:00.000Z",
    settledAt: "2026-11-22T12:00:01.000Z",
    attempts: [
      { number: 1 },
      {
        number: 2,
        transport: "smtp",
        destination: "mail.contoso.example:587",
        startedAt: "2026-11-22T12:00:01.000Z",
        endedAt: "2026-11-22T12:00:01.000Z",
        outcome: { kind: "accepted", text: "250 2.0.0 Ok: queued as 4XYZ", code: null },
      },
    ],
  });
});

test("an attempt under way has neither end nor outcome", async () => {
  const { app, delivery } = await startWithDelivery();
  await using _app = app;
  const claimed = await app.stores.deliveries.claim(asId(delivery.id), noon);
  if (claimed === null || "foldedInto" in claimed) throw new Error("It cannot be claimed");
  const transport = { kind: "smtp", destination: "mail.contoso.example:587", batch: null } as const;
  await app.stores.deliveries.beginAttempt(claimed, { mail: aMail(), remade: null, remember: null }, transport, noon);
  expect((await app.get(`${path}/${delivery.id}`)).body).toMatchObject({
    state: "sending",
    attempts: [{ endedAt: null, outcome: null }],
  });
});

test("the mail is shown exactly as it goes out, once it is made", async () => {
  const { app, delivery } = await startWithDelivery();
  await using _app = app;
  expect(await app.get(`${path}/${delivery.id}/mail`)).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining("made when it is first sent") },
  });
  await attempt(app, delivery.id, deferred);
  const answer = await app.get(`${path}/${delivery.id}/mail`);
  expect(answer.as(mailResponseSchema)).toEqual({
    ...aMail({ headers: { "X-Tocsin-Delivery": delivery.id } }),
    date: "2026-11-22T12:00:00.000Z",
  });
});

test("the mail has an address of its own for a frame, where it can run and load nothing; the query names the organization", async () => {
  const { app, delivery } = await startWithDelivery();
  await using _app = app;
  await attempt(app, delivery.id, deferred);
  const { id } = await app.organization();
  const framed = await app.get(`${path}/${delivery.id}/mail/html?organization=${id}`);
  expect(framed.status).toBe(200);
  expect(framed.text).toBe(aMail().html);
  expect(framed.headers.get("content-type")).toContain("text/html");
  expect(framed.headers.get("content-security-policy")).toBe(
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
  );
  expect((await app.get(`${path}/${delivery.id}/mail/html?organization=another`)).status).toBe(404);
});

test("the list is filtered by state, address, incident and rule", async () => {
  await using app = await startReadyApp();
  const [first, second] = [
    await app.makeRule({ name: "One" }),
    await app.makeRule({ name: "Two", recipients: [{ address: "ciso@contoso.example" }] }),
  ];
  const incident = await app.raise();
  const other = await app.raise({ externalId: "x-2", title: "Phishing" });
  const ids = (await list(app, `?incident=${incident.id}&rule=${first.id}`)).items.map(({ id }) => id);
  expect(ids).toHaveLength(1);
  await attempt(app, ids[0] ?? "", rejected);
  const count = async (query: string) => (await list(app, query)).items.length;
  expect(await count("")).toBe(4);
  expect(await count("?state=waiting")).toBe(3);
  expect(await count("?state=failed")).toBe(1);
  expect(await count("?state=failed,waiting")).toBe(4);
  expect(await count("?state=failed&state=sent")).toBe(1);
  expect(await count(`?address=${encodeURIComponent("SOC@Contoso.example")}`)).toBe(2);
  expect(await count("?address=nobody")).toBe(0);
  expect(await count(`?incident=${other.id}`)).toBe(2);
  expect(await count(`?rule=${second.id}`)).toBe(2);
  expect(await count(`?rule=${second.id}&incident=${other.id}&state=waiting`)).toBe(1);
  expect(await count("?incident=not-there")).toBe(0);
  expect((await list(app, "?state=failed")).items).toMatchObject([
    { reason: "550 no such user", settledAt: expect.any(String) },
  ]);
});

test.each(["?state=delivered", "?incident=..", "?rule=", "?address=a&address=b", "?limit=x"])(
  "a filter that cannot be is refused: %s",
  async (query) => {
    expect((await shared.get(`${path}${query}`)).status).toBe(422);
  },
);

test("deliveries come in pages", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ recipients: ["a", "b", "c"].map((name) => ({ address: `${name}@contoso.example` })) });
  await app.raise();
  const first = await list(app, "?limit=2");
  const second = await list(app, `?limit=2&cursor=${first.next}`);
  expect([...first.items, ...second.items].map(({ address }) => address[0]).sort()).toEqual(["a", "b", "c"]);
  expect(second.next).toBeNull();
});

test("one mail tells one person of all rules that asked for it", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ name: "One" });
  await app.makeRule({ name: "Two" });
  expect((await app.ingest({ title: "one" })).body).toMatchObject({ results: [{ notifications: 2, deliveries: 1 }] });
  expect((await list(app)).items.map(({ rules }) => rules.map(({ name }) => name).sort())).toEqual([["One", "Two"]]);
});

test("another organization's deliveries are not there", async () => {
  await using two = await startTwoOrganizations();
  const { app, foreignToken: token } = two;
  await app.makeRule();
  const incident = await app.raise();
  const [delivery] = (await list(app)).items;
  await attempt(app, delivery?.id ?? "", accepted);
  const answers = await Promise.all([
    app.get(`${path}/${delivery?.id}`, { token }),
    app.get(`${path}/${delivery?.id}/mail`, { token }),
    app.get(`${path}/${delivery?.id}/mail/html`, { token }),
    app.get(`${path}/not-there`, { token }),
    app.get(`${path}/..%2f/mail`, { token }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect((await app.get(`${path}?incident=${incident.id}`, { token })).body).toEqual({
    items: [],
    next: null,
    totals: {},
  });
});

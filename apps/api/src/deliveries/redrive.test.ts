import { deliveryResponseSchema } from "@tocsin/core/deliveries";
import { pageSchema } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { accepted, attempt, rejected } from "../testing/attempt.ts";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const path = "/api/v1/deliveries";

const list = async (app: TestApp) => (await app.get(path)).as(pageSchema(deliveryResponseSchema)).items;

const startWith = async (outcome: typeof accepted) => {
  const app = await startReadyApp();
  await app.makeRule();
  await app.raise();
  const [delivery] = await list(app);
  if (delivery === undefined) throw new Error("Nothing waits");
  await attempt(app, delivery.id, outcome);
  return { app, id: delivery.id };
};

test("a delivery that failed is tried again on the same row, with its earlier attempts kept", async () => {
  const { app, id } = await startWith(rejected);
  await using _app = app;
  const answer = await app.post(`${path}/${id}/redrive`);
  expect([answer.status, answer.body]).toEqual([202, { id, redriveOf: null }]);
  await attempt(app, id, accepted);
  const { body } = await app.get(`${path}/${id}`);
  expect(body).toMatchObject({
    state: "sent",
    attempts: [
      { number: 1, outcome: { kind: "rejected" } },
      { number: 2, outcome: { kind: "accepted" } },
    ],
  });
});

test("a delivery that was sent stays as it is, and its mail goes out once more under a name of its own", async () => {
  const { app, id } = await startWith(accepted);
  await using _app = app;
  const { body } = await app.post(`${path}/${id}/redrive`);
  expect(body).toEqual({ id: expect.not.stringMatching(id), redriveOf: id });
  const [second, first] = await list(app);
  expect([first?.id, first?.state, second?.state]).toEqual([id, "sent", "waiting"]);
  expect([second?.incident, second?.rules]).toEqual([first?.incident, first?.rules]);
  const causes = async (of: string | undefined) => (await app.get(`${path}/${of}`)).body;
  expect(await causes(second?.id)).toMatchObject({ causes: [{ rule: { name: "Everything" } }] });
  const mail = (await app.get(`${path}/${second?.id}/mail`)).body;
  expect(mail).toMatchObject({ headers: { "X-Tocsin-Delivery": second?.id } });
});

test.each([
  ["failed", rejected, 1],
  ["was sent", accepted, 2],
])("asking ten times at once for one that %s sends it once more", async (_state, outcome, deliveries) => {
  const { app, id } = await startWith(outcome);
  await using _app = app;
  const answers = await Promise.all(Array.from({ length: 10 }, () => app.post(`${path}/${id}/redrive`)));
  expect(answers.map(({ status }) => status).sort()).toEqual([202, ...Array(9).fill(409)]);
  expect(await list(app)).toHaveLength(deliveries);
});

test("a delivery that is on its way already is left alone", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  await app.raise();
  const [delivery] = await list(app);
  expect((await app.post(`${path}/${delivery?.id}/redrive`)).status).toBe(409);
  expect((await app.post(`${path}/0190-unknown/redrive`)).status).toBe(404);
});

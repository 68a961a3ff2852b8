import { dayMs, hourMs, minuteMs, toIso } from "@tocsin/core/kernel";
import { noon } from "@tocsin/core/testing";
import { describe, expect, test } from "vitest";
import { startReadyApp } from "../testing/start-test-app.ts";
import { startTwoOrganizations } from "../testing/start-two-organizations.ts";

const path = "/api/v1/silences";
const until = (ms: number): string => toIso(noon + ms);
const patchNight = { comment: "Patch night", endsAt: until(2 * hourMs) };

const start = async () => {
  const app = await startReadyApp();
  const rule = await app.makeRule({ frequency: { kind: "oncePerIncident" } });
  return { app, rule, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
};

const deliveriesOf = async (app: Awaited<ReturnType<typeof startReadyApp>>) =>
  (await app.get("/api/v1/deliveries")).body as { items: readonly { incident: { number: number } }[] };

test("while it lasts nobody is told, the counter runs, and each incident says who silenced it until when", async () => {
  await using scene = await start();
  const { app, rule } = scene;
  const made = await app.post(path, patchNight);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    ...patchNight,
    owner: "Ada",
    state: "active",
    held: { notifications: 0, incidents: 0 },
  });
  const incident = await app.raise({ externalId: "a", title: "Quiet", severity: "medium" });
  await app.raise({ externalId: "b", title: "Loud", severity: "high" });
  expect((await deliveriesOf(app)).items.map(({ incident: { number } }) => number)).toEqual([2]);

  const { id } = made.body as { id: string };
  expect((await app.get(`${path}/${id}`)).body).toMatchObject({ held: { notifications: 1, incidents: 1 } });
  expect((await app.get(`${path}/${id}/incidents`)).body).toMatchObject({
    items: [{ id: incident.id, title: "Quiet", notifications: 1 }],
  });
  const explained = (await app.get(`/api/v1/incidents/${incident.id}/explanations`)).body as {
    rules: { rule: { id: string }; notified: boolean; changes: { asDecided: unknown; asNow: unknown }[] }[];
  };
  const [change] = explained.rules.find((one) => one.rule.id === rule.id)?.changes ?? [];
  const silenced = {
    outcome: "suppressed",
    silencedBy: { id, comment: "Patch night", until: until(2 * hourMs) },
    recipients: [{ told: false, reason: `silenced by “Patch night”, until ${until(2 * hourMs)}` }],
  };
  expect(change?.asDecided).toMatchObject(silenced);
  expect(change?.asNow).toMatchObject(silenced);
});

test("after it nothing old is mailed, and once-per-incident is not used up by what it held", async () => {
  await using scene = await start();
  const { app } = scene;
  const { id } = (await app.post(path, patchNight)).body as { id: string };
  await app.raise({ externalId: "a", severity: "low", alerts: [{ externalId: "1", title: "One" }] });
  expect((await app.post(`${path}/${id}/end`)).body).toMatchObject({ state: "over", held: { notifications: 1 } });
  expect((await deliveriesOf(app)).items).toEqual([]);
  await app.raise({
    externalId: "a",
    severity: "low",
    alerts: [
      { externalId: "1", title: "One" },
      { externalId: "2", title: "Two" },
    ],
  });
  expect((await deliveriesOf(app)).items).toHaveLength(1);
  expect((await app.post(`${path}/${id}/end`)).status).toBe(409);
  expect((await app.put(`${path}/${id}`, { ...patchNight, comment: "More" })).status).toBe(409);
});

test("administrators are warned once before it ends, and again where it is given another end", async () => {
  await using scene = await start();
  const { app } = scene;
  const { id } = (await app.post(path, { ...patchNight, endsAt: until(10 * hourMs) })).body as { id: string };
  await app.raise({ externalId: "a", severity: "low" });
  const { warnOfEnds } = app.stores.silences;
  const notices = async () =>
    (
      (await app.get("/api/v1/deliveries")).body as { items: readonly { messageKind: string; address: string }[] }
    ).items.filter(({ messageKind }) => messageKind === "notice");
  await warnOfEnds(noon + 9 * hourMs - 1);
  expect(await notices()).toEqual([]);
  app.wait(9 * hourMs);
  for (let n = 0; n < 2; n += 1) await warnOfEnds(noon + 9 * hourMs);
  expect(await notices()).toHaveLength(1);
  await app.put(`${path}/${id}`, { ...patchNight, endsAt: until(11 * hourMs) });
  app.wait(hourMs);
  await warnOfEnds(noon + 10 * hourMs);
  expect(await notices()).toHaveLength(2);
});

test("a preview lists what of the last week it would have held, and what would be told all the same", async () => {
  await using scene = await start();
  const { app } = scene;
  await app.raise({ externalId: "a", title: "Noise", severity: "low" });
  await app.raise({ externalId: "b", title: "Real", severity: "high" });
  app.wait(dayMs);
  const { body } = await app.post(`${path}/preview`, { comment: "x", endsAt: until(2 * dayMs) });
  expect(body).toMatchObject({
    days: 7,
    held: 1,
    toldForBeingHigh: 1,
    incidentCount: 1,
    incidents: [{ title: "Noise", severity: "low", wholly: true }],
    cut: false,
  });
  expect((await app.get(path)).body).toMatchObject({ items: [] });
});

test("the list tells upcoming, active and past ones apart", async () => {
  await using scene = await start();
  const { app } = scene;
  await app.post(path, { comment: "later", startsAt: until(hourMs), endsAt: until(2 * hourMs) });
  await app.post(path, { comment: "now", endsAt: until(10 * minuteMs) });
  const comments = async (state: string) =>
    ((await app.get(`${path}?state=${state}`)).body as { items: { comment: string }[] }).items.map(
      ({ comment }) => comment,
    );
  expect([await comments("active"), await comments("upcoming"), await comments("over")]).toEqual([
    ["now"],
    ["later"],
    [],
  ]);
  app.wait(hourMs);
  expect([await comments("active"), await comments("upcoming"), await comments("over")]).toEqual([
    ["later"],
    [],
    ["now"],
  ]);
});

describe("a silence is refused", () => {
  test.each<[string, object, string]>([
    ["that has passed", { comment: "x", endsAt: until(-1) }, "endsAt"],
    ["that ends before it begins", { comment: "x", startsAt: until(hourMs), endsAt: until(minuteMs) }, "endsAt"],
    [
      "of a device group that is not there",
      { comment: "x", endsAt: until(hourMs), deviceGroups: ["nowhere"] },
      "deviceGroups.0",
    ],
    ["without a comment", { endsAt: until(hourMs) }, "comment"],
  ])("%s", async (_fault, body, field) => {
    await using app = await startReadyApp();
    const answer = await app.post(path, body);
    expect(answer.status).toBe(422);
    expect(JSON.stringify(answer.body)).toContain(field);
  });
});

test("another organization's silence is not to be found", async () => {
  await using two = await startTwoOrganizations();
  const { app, foreignToken: token } = two;
  const { id } = (await app.post(path, patchNight)).body as { id: string };
  for (const answer of [
    await app.get(`${path}/${id}`, { token }),
    await app.get(`${path}/${id}/incidents`, { token }),
    await app.post(`${path}/${id}/end`, undefined, { token }),
    await app.put(`${path}/${id}`, patchNight, { token }),
  ]) {
    expect(answer.status).toBe(404);
  }
  expect((await app.get(path, { token })).body).toMatchObject({ items: [] });
});

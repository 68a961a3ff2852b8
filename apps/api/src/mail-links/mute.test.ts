import { deliveryResponseSchema } from "@tocsin/core/deliveries";
import { hourMs, pageSchema } from "@tocsin/core/kernel";
import { explanationsResponseSchema } from "@tocsin/core/notifications";
import { expect, test } from "vitest";
import { mailsSent } from "../testing/mail-sent.ts";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const nobody = { token: null };
const [soc, ops] = ["soc@contoso.example", "ops@contoso.example"];
/** Of who is signed in. */
const own = "ada@contoso.example";

const ready = async () => {
  const app = await startReadyApp();
  await app.makeRule({ recipients: [{ address: soc }, { address: ops }] });
  const [mail] = await mailsSent(app, { updatedAt: "2026-11-22T11:00:00Z" });
  if (mail === undefined) throw new Error("No mail went out");
  return { app, mail };
};

/** News of the incident; answers to whom a mail of it is on its way. */
const newsOf = async (app: TestApp, news: object, minute: number) => {
  await app.raise({ ...news, updatedAt: `2026-11-22T11:0${minute}:00Z` });
  const { items } = (await app.get("/api/v1/deliveries?state=waiting")).as(pageSchema(deliveryResponseSchema));
  return items.map(({ address }) => address).sort();
};

test("opening the link does nothing, and muting holds for its reader and this incident alone, until it is resolved", async () => {
  const { app, mail } = await ready();
  await using _app = app;
  expect((await app.get(mail.path("mute"), nobody)).text).toContain('action="mute?hours=4"');
  const done = await app.post(mail.path("mute"), undefined, nobody);
  expect(done.text).toContain("You hear no more of this incident until it is resolved.");
  expect(await newsOf(app, { title: "Renamed", assignedTo: "sanne" }, 1)).toEqual([ops]);
  const { rules } = (await app.get(`/api/v1/incidents/${mail.incidentId}/explanations`)).as(explanationsResponseSchema);
  const reasons = rules[0]?.changes.at(-1)?.asDecided?.recipients.map(({ reason }) => reason);
  expect(reasons?.[0]).toMatch(
    /^muted by soc@contoso.example at 2026-11-22T12:01:00.000Z, until the incident is resolved$/,
  );
  expect(await newsOf(app, { status: "resolved" }, 2)).toEqual([ops, soc]);
  expect((await app.raise({ externalId: "x-2" })).number).toBe(2);
});

test("whoever works on incidents sees who muted one, and lets him hear again, once", async () => {
  const { app, mail } = await ready();
  await using _app = app;
  await app.post(`${mail.path("mute")}?hours=4`, undefined, nobody);
  const explanations = `/api/v1/incidents/${mail.incidentId}/explanations`;
  const mutes = async () => (await app.get(explanations)).as(explanationsResponseSchema).mutes;
  expect(await mutes()).toEqual([{ address: soc, at: "2026-11-22T12:01:00.000Z", until: "2026-11-22T16:01:00.000Z" }]);
  const path = `/api/v1/incidents/${mail.incidentId}/mutes/${encodeURIComponent(soc)}`;
  expect((await app.call("DELETE", path)).status).toBe(204);
  expect((await app.call("DELETE", path)).status).toBe(404);
  expect(await mutes()).toEqual([]);
  expect(await newsOf(app, { assignedTo: "sanne" }, 1)).toEqual([ops, soc]);
  await app.post(`${mail.path("mute")}?hours=4`, undefined, nobody);
  app.wait(4 * hourMs);
  expect(await mutes()).toEqual([]);
});

test("who is signed in mutes an incident for himself alone, sees so, and takes it back; what he said last counts", async () => {
  const { app, mail } = await ready();
  await using _app = app;
  await app.makeRule({ name: "Mine", recipients: [{ address: own }] });
  const path = `/api/v1/incidents/${mail.incidentId}`;
  const mutes = async () => (await app.get(`${path}/explanations`)).as(explanationsResponseSchema).mutes;
  await app.call("PUT", `${path}/mute`, { body: {} });
  expect((await app.call("PUT", `${path}/mute`, { body: { hours: 4 } })).body).toEqual({
    address: own,
    at: "2026-11-22T12:01:00.000Z",
    until: "2026-11-22T16:01:00.000Z",
  });
  expect(await mutes()).toEqual([expect.objectContaining({ address: own, until: "2026-11-22T16:01:00.000Z" })]);
  expect(await newsOf(app, { assignedTo: "sanne" }, 1)).toEqual([ops, soc]);
  expect((await app.call("DELETE", `${path}/mute`)).status).toBe(204);
  expect((await app.call("DELETE", `${path}/mute`)).status).toBe(404);
  expect(await newsOf(app, { assignedTo: "ada" }, 2)).toEqual([own, ops, soc]);
});

test("what is resolved is muted for some hours only: until it is resolved would be over at once", async () => {
  const { app, mail } = await ready();
  await using _app = app;
  const path = `/api/v1/incidents/${mail.incidentId}/mute`;
  await newsOf(app, { status: "resolved" }, 1);
  expect((await app.call("PUT", path, { body: { hours: null } })).status).toBe(409);
  expect((await app.call("PUT", path, { body: { hours: 24 } })).status).toBe(200);
});

test("a mute for some hours ends by itself, and can be taken back before", async () => {
  const { app, mail } = await ready();
  await using _app = app;
  await app.post(`${mail.path("mute")}?hours=4`, undefined, nobody);
  expect((await app.get(mail.path("mute"), nobody)).text).toContain("22 Nov 2026, 16:01 UTC");
  app.wait(4 * hourMs - 1);
  expect(await newsOf(app, { assignedTo: "sanne" }, 1)).toEqual([ops]);
  app.wait(1);
  expect(await newsOf(app, { assignedTo: "ada" }, 2)).toEqual([ops, soc]);
  await app.post(mail.path("mute"), undefined, nobody);
  const back = await app.post(mail.path("mute").replace(/mute$/, "unmute"), undefined, nobody);
  expect(back.text).toContain("You hear of this incident again");
});

import { dayMs, hourMs } from "@tocsin/core/kernel";
import { replayResponseSchema } from "@tocsin/core/notifications";
import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const replay = async (app: TestApp, body: object) =>
  (await app.post("/api/v1/notification-rules/replay", body)).as(replayResponseSchema);

test("a replay tells what a draft would have sent, to whom and when, before it is saved", async () => {
  await using app = await startReadyApp();
  await app.raise({ externalId: "x-1", severity: "high" });
  app.wait(dayMs);
  await app.raise({ externalId: "x-2", severity: "high" });
  await app.raise({ externalId: "x-3", severity: "low" });
  app.wait(hourMs);
  const rule = { name: "Night", severities: ["high"], recipients: [{ address: "night@contoso.example" }] };
  const answer = await replay(app, { rule, days: 2 });
  expect(answer).toMatchObject({
    window: { changes: 3, cut: false, timeZone: "UTC" },
    incidents: { seen: 3, matched: 2, suppressed: 0 },
    mails: { total: 2, perRecipient: 2 },
    alternatives: { everyUpdate: 2, oncePerIncident: 2 },
    level: "steady",
    days: [
      { incidents: 0, mails: 0 },
      { incidents: 1, mails: 1 },
      { incidents: 1, mails: 1 },
    ],
    recipients: [{ address: "night@contoso.example", mails: 2, days: [0, 1, 1] }],
    nearMisses: [
      { steps: [{ mend: { kind: "addSeverity", severity: "low" }, change: "choose severity low too" }], incidents: 1 },
    ],
    unreached: { incidents: 0 },
    overlaps: [],
  });
  expect(answer.matches.map(({ number, because }) => [number, because.every(({ holds }) => holds)])).toEqual([
    [2, true],
    [1, true],
  ]);
  expect((await app.get("/api/v1/deliveries")).body).toMatchObject({ items: [] });
});

test("a replay names high incidents that would still reach nobody, and what would change that", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ name: "Low", severities: ["low"] });
  await app.raise({ externalId: "x-1", severity: "high" });
  await app.raise({ externalId: "x-2", severity: "low" });
  const { unreached } = await replay(app, { rule: { severities: ["medium"] } });
  expect(unreached).toMatchObject({
    incidents: 1,
    examples: [{ number: 1, severity: "high", flip: [{ change: "choose severity high too" }] }],
  });
});

test("a replay names the rules that tell the same people already", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ name: "All high", severities: ["high"] });
  await app.raise();
  await app.raise({ externalId: "x-2", severity: "low" });
  app.wait(hourMs);
  const { overlaps, mails } = await replay(app, { rule: { recipients: [{ address: "soc@contoso.example" }] } });
  expect(mails.total).toBe(2);
  expect(overlaps).toMatchObject([{ rule: { name: "All high" }, incidents: 1, mails: 1 }]);
});

test("a replay of an existing rule puts the draft in its place", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeRule({ name: "All" });
  await app.raise();
  const rule = { severities: ["low"], recipients: [{ address: "soc@contoso.example" }] };
  expect((await replay(app, { rule, ruleId: id })).unreached.incidents).toBe(1);
  expect((await replay(app, { rule })).unreached.incidents).toBe(0);
});

test("a draft without recipients is replayed as one that tells somebody, and names nobody", async () => {
  await using app = await startReadyApp();
  await app.raise();
  app.wait(hourMs);
  expect(await replay(app, { rule: {} })).toMatchObject({
    mails: { total: 1, perRecipient: 1 },
    recipients: [],
    incidents: { matched: 1, suppressed: 0 },
  });
});

test("a recipient who may not be told is replayed as suppressed", async () => {
  await using app = await startReadyApp();
  await app.raise();
  const { id } = await app.organization();
  await app.patch(`/api/v1/organizations/${id}`, { allowedDomains: ["contoso.example"] });
  const rule = { recipients: [{ address: "x@elsewhere.example" }] };
  expect(await replay(app, { rule })).toMatchObject({
    incidents: { matched: 1, suppressed: 1 },
    mails: { total: 0 },
    level: "silent",
    unreached: { incidents: 1 },
  });
});

test("a replay of more than 30 days is refused", async () => {
  await using app = await startReadyApp();
  expect((await app.post("/api/v1/notification-rules/replay", { rule: {}, days: 31 })).status).toBe(422);
});

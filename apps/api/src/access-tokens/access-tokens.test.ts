import { accessTokenCreatedSchema, memberResponseSchema } from "@tocsin/core/accounts";
import { dayMs, pageSchema } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { mailsTo } from "../testing/mailbox.ts";
import { openBrowser } from "../testing/open-browser.ts";
import { adasPassword, setUpWithPassword } from "../testing/set-up-with-password.ts";
import { startTestApp } from "../testing/start-test-app.ts";

const path = "/api/v1/access-tokens";
const eve = "eve@contoso.example";

const started = async () => {
  const app = await startTestApp();
  const setupToken = await setUpWithPassword(app);
  const admin = openBrowser(app);
  await admin.signIn("ada@contoso.example", adasPassword);
  const make = async (draft: object) =>
    (await admin.post(path, { name: "A script", role: "securityReader", ...draft })).as(accessTokenCreatedSchema);
  return Object.assign(app, { admin, setupToken, make });
};

test("a token is shown once, does what its role does and no more, and says when it was last used", async () => {
  await using app = await started();
  const { token, ...made } = await app.make({ expiresInDays: 7 });
  expect(token).toMatch(/^tat_[\w-]{43}$/);
  expect(made).toMatchObject({ role: "securityReader", expiresAt: "2026-11-29T12:00:00.000Z", lastUsedAt: null });
  expect((await app.get("/api/v1/incidents", { token })).status).toBe(200);
  expect((await app.post("/api/v1/sources", { name: "x", kind: "generic" }, { token })).status).toBe(403);
  await app.stores.probe();
  const listed = await app.admin.get(path);
  expect(listed.body).toMatchObject({ items: [{ lastUsedAt: "2026-11-22T12:00:00.000Z" }, { name: "Set-up" }] });
  expect(listed.text).not.toContain(token);
});

test("a token ends when its time is over, or it is revoked, at once", async () => {
  await using app = await started();
  const [short, revoked] = [await app.make({ expiresInDays: 1 }), await app.make({})];
  expect((await app.admin.remove(`${path}/${revoked.id}`)).status).toBe(204);
  expect((await app.admin.remove(`${path}/${revoked.id}`)).status).toBe(404);
  expect((await app.get("/api/v1/me", { token: revoked.token })).status).toBe(401);
  app.wait(dayMs - 1);
  expect((await app.get("/api/v1/me", { token: short.token })).status).toBe(200);
  app.wait(1);
  expect((await app.get("/api/v1/me", { token: short.token })).status).toBe(401);
});

test("a token is never above its maker: not when it is made, and not after he has lost a right", async () => {
  await using app = await started();
  const roles = [{ role: "securityOperator" }];
  const member = (await app.admin.post("/api/v1/users", { name: "Eve", email: eve, roles })).as(memberResponseSchema);
  const [mail] = await mailsTo(app, eve);
  const browser = openBrowser(app);
  await browser.post("/api/v1/invitations/accept", { token: mail?.token, password: "a password of eve" });
  const above = await browser.post(path, { name: "x", role: "securityAdministrator", deviceGroups: null });
  expect(above).toMatchObject({ status: 422, body: { faults: [{ path: "role" }] } });
  const mine = (await browser.post(path, { name: "x", role: "securityOperator" })).as(accessTokenCreatedSchema);
  expect((await app.get("/api/v1/system", { token: mine.token })).status).toBe(200);
  app.stores.parts.sqlite
    .prepare("UPDATE role_assignments SET role = 'securityReader' WHERE user_id = ?")
    .run(member.id);
  expect((await app.get("/api/v1/system", { token: mine.token })).status).toBe(403);
  expect((await app.get("/api/v1/incidents", { token: mine.token })).status).toBe(200);
});

test("a token makes no others, and another's are seen and revoked by who manages them alone", async () => {
  await using app = await started();
  const { items } = (await app.admin.get("/api/v1/users")).as(pageSchema(memberResponseSchema));
  const ofAda = `/api/v1/users/${items[0]?.id}/access-tokens`;
  const made = await app.make({ role: "globalAdministrator" });
  expect((await app.post(path, { name: "x", role: "securityReader" }, { token: made.token })).status).toBe(403);
  const reader = await app.make({});
  expect((await app.get(ofAda, { token: reader.token })).status).toBe(403);
  expect((await app.remove(`${ofAda}/${made.id}`, { token: reader.token })).status).toBe(403);
  expect((await app.get(ofAda, { token: made.token })).body).toMatchObject({ items: [{}, {}, { name: "Set-up" }] });
  expect((await app.remove(`${ofAda}/${reader.id}`, { token: made.token })).status).toBe(204);
  expect((await app.get("/api/v1/me", { token: reader.token })).status).toBe(401);
});

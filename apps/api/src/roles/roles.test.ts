import { allRoles, roleAssignmentResponseSchema, roleResponseSchema } from "@tocsin/core/access";
import { memberResponseSchema } from "@tocsin/core/accounts";
import { expect, test } from "vitest";
import { z } from "zod";
import { mailsTo } from "../testing/mailbox.ts";
import { openBrowser } from "../testing/open-browser.ts";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const list = z.object({ items: z.array(roleAssignmentResponseSchema), next: z.null() });
const path = "/api/v1/role-assignments";
const password = "a password of eve";

const withEve = async (role = "securityReader") => {
  const app = await startReadyApp();
  const email = "eve@contoso.example";
  const eve = (await app.post("/api/v1/users", { name: "Eve", email, roles: [{ role }] })).as(memberResponseSchema);
  return { app, eve };
};

/** Eve, signed in. */
const browserOfEve = async (app: TestApp) => {
  const browser = openBrowser(app);
  const [mail] = await mailsTo(app, "eve@contoso.example");
  await browser.post("/api/v1/invitations/accept", { token: mail?.token, password });
  return browser;
};

test("every role is listed with what it lets people do", async () => {
  await using app = await startReadyApp();
  const { items } = (await app.get("/api/v1/roles")).as(z.object({ items: z.array(roleResponseSchema) }));
  expect(items.map(({ role }) => role)).toEqual(allRoles);
  expect(items.at(-1)).toMatchObject({ title: "Search and Purge", addOn: true, permissions: [{ verb: "mail.purge" }] });
});

test("a role is given, listed by name and taken away; its user has to sign in again each time", async () => {
  const { app, eve } = await withEve();
  await using _app = app;
  const browser = await browserOfEve(app);
  const given = await app.post(path, { userId: eve.id, role: "securityOperator", deviceGroups: ["ungrouped"] });
  expect(given.status).toBe(201);
  expect((await browser.get("/api/v1/me")).status).toBe(401);
  await browser.signIn("eve@contoso.example", password);
  expect((await browser.get("/api/v1/me")).body).toMatchObject({
    assignments: [{ role: "securityReader" }, { role: "securityOperator", deviceGroups: ["ungrouped"] }],
  });
  const { items } = (await app.get(path)).as(list);
  expect(items.map(({ user, title }) => [user.name, title])).toEqual([
    ["Ada", "Global Administrator"],
    ["Eve", "Security Reader"],
    ["Eve", "Security Operator"],
  ]);
  expect((await app.remove(`${path}/${items[2]?.id}`)).status).toBe(204);
  expect((await browser.get("/api/v1/me")).status).toBe(401);
  expect((await app.get(path)).as(list).items).toHaveLength(2);
});

test.each([
  ["twice", { role: "securityReader" }, 409],
  ["of a device group that is not here", { role: "securityReader", deviceGroups: ["of-nobody"] }, 422],
  ["to somebody who is not here", { userId: "of-nobody", role: "securityReader" }, 404],
  [
    "of all organizations, limited to device groups",
    { role: "securityReader", allOrganizations: true, deviceGroups: ["ungrouped"] },
    422,
  ],
  ["that is none", { role: "owner" }, 422],
])("a role is not given %s", async (_case, draft, status) => {
  const { app, eve } = await withEve();
  await using _app = app;
  expect((await app.post(path, { userId: eve.id, ...draft })).status).toBe(status);
});

test("the last Global Administrator of all organizations stays one", async () => {
  const { app } = await withEve("globalAdministrator");
  await using _app = app;
  const [adas] = (await app.get(path)).as(list).items;
  const answer = await app.remove(`${path}/${adas?.id}`);
  expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringContaining("last Global Administrator") } });
});

test("who administers one organization gives no role in all of them", async () => {
  const { app, eve } = await withEve("globalAdministrator");
  await using _app = app;
  const browser = await browserOfEve(app);
  const draft = { userId: eve.id, role: "globalAdministrator", allOrganizations: true };
  expect((await browser.post(path, draft)).status).toBe(403);
  expect((await browser.post(path, { ...draft, role: "securityReader", allOrganizations: false })).status).toBe(201);
});

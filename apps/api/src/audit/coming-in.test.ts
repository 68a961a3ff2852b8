import { auditEntrySchema } from "@tocsin/core/audit";
import { pageSchema } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { mailsTo } from "../testing/mailbox.ts";
import { type Browser, openBrowser } from "../testing/open-browser.ts";
import { adasPassword, setUpWithPassword } from "../testing/set-up-with-password.ts";
import { aSetup, setupToken, startTestApp, type TestApp } from "../testing/start-test-app.ts";

const ada = "ada@contoso.example";
const eve = "eve@contoso.example";
const password = "a password of eve";

const started = async () => {
  const app = await startTestApp();
  await setUpWithPassword(app);
  const admin = openBrowser(app);
  await admin.signIn(ada, adasPassword);
  return { app, admin };
};

/** What was recorded of a route, the newest first: who, how it ended, and of what. */
const recorded = async (admin: Browser, action: string) => {
  const answer = await admin.get(`/api/v1/audit?action=${encodeURIComponent(action)}&limit=200`);
  for (const secret of [adasPassword, password, setupToken, "a wrong password"]) {
    expect(answer.text).not.toContain(secret);
  }
  return answer
    .as(pageSchema(auditEntrySchema))
    .items.map(({ actor, outcome, object }) => [actor.name, outcome, object.kind]);
};

const invite = async (app: TestApp, admin: Browser): Promise<string> => {
  await admin.post("/api/v1/users", { name: "Eve", email: eve, roles: [{ role: "securityReader" }] });
  return (await mailsTo(app, eve))[0]?.token ?? "";
};

test("whoever signs in, or tries to, is recorded by name where it is known", async () => {
  const { app, admin } = await started();
  await using _app = app;
  await openBrowser(app).signIn(ada, "a wrong password");
  await openBrowser(app).signIn("nobody@contoso.example", "a wrong password");
  expect(await recorded(admin, "POST /api/v1/sign-in")).toEqual([
    ["Tocsin", "denied", "Sign-in"],
    ["Ada", "denied", "Sign-in"],
    ["Ada", "done", "session"],
  ]);
  const browser = openBrowser(app);
  await browser.signIn(ada, adasPassword);
  await browser.post("/api/v1/sign-out");
  expect(await recorded(admin, "POST /api/v1/sign-out")).toEqual([["Ada", "done", "session"]]);
});

test("an invitation that is accepted and a password that is reset are recorded, and guesses at their links", async () => {
  const { app, admin } = await started();
  await using _app = app;
  const accept = (token: string) => openBrowser(app).post("/api/v1/invitations/accept", { token, password });
  expect((await accept("guessed")).status).toBe(404);
  expect((await accept(await invite(app, admin))).status).toBe(200);
  expect(await recorded(admin, "POST /api/v1/invitations/accept")).toEqual([
    ["Eve", "done", "user"],
    ["Tocsin", "denied", "Sign-in"],
  ]);
  await openBrowser(app).post("/api/v1/password-resets", { email: eve });
  await app.stores.probe();
  const [mail] = await mailsTo(app, eve);
  const body = { token: mail?.token, password: "another password" };
  expect((await openBrowser(app).post("/api/v1/password-resets/complete", body)).status).toBe(204);
  expect(await recorded(admin, "POST /api/v1/password-resets/complete")).toEqual([["Eve", "done", "user"]]);
  expect(await recorded(admin, "POST /api/v1/password-resets")).toContainEqual(["Tocsin", "done", "user"]);
});

test("the set-up is recorded in the name of the first administrator, and a wrong token before it", async () => {
  await using app = await startTestApp();
  await app.post("/api/v1/setup", aSetup({ token: "guessed" }), { token: null });
  await setUpWithPassword(app);
  const admin = openBrowser(app);
  await admin.signIn(ada, adasPassword);
  expect(await recorded(admin, "POST /api/v1/setup")).toEqual([
    ["Ada", "done", "user"],
    ["Tocsin", "denied", "Set-up"],
  ]);
});

test("a wrong password is given before something of one's own is changed, and leaves no entry of a change", async () => {
  const { app, admin } = await started();
  await using _app = app;
  const wrong = { currentPassword: "a wrong password", password: "another password" };
  expect((await admin.put("/api/v1/me/password", wrong)).status).toBe(422);
  expect(await recorded(admin, "PUT /api/v1/me/password")).toEqual([]);
});

test("a request that no page of ours made is refused on record, in the name of whose session it came with", async () => {
  const { app, admin } = await started();
  await using _app = app;
  const cookie = [...admin.cookies].map((pair) => pair.join("=")).join("; ");
  const headers = { Cookie: cookie, "Sec-Fetch-Site": "cross-site" };
  expect((await app.remove("/api/v1/me/sessions", { token: null, headers })).status).toBe(403);
  expect(await recorded(admin, "DELETE /api/v1/me/sessions")).toEqual([["Ada", "denied", "Me"]]);
});

import { setupResponseSchema } from "@tocsin/core/accounts";
import { minuteMs } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { openBrowser } from "../testing/open-browser.ts";
import { aSetup, setupToken, startTestApp } from "../testing/start-test-app.ts";

const path = "/api/v1/setup";
const password = "correct horse battery";

test("the first administrator gets an organization with its defaults, and a token that works", async () => {
  await using app = await startTestApp();
  const answer = await app.post(path, aSetup());
  expect(answer.status).toBe(201);
  const { accessToken, organization, user } = answer.as(setupResponseSchema);
  expect(organization).toEqual({
    id: expect.any(String),
    name: "Contoso",
    tenantId: "",
    portalUrl: "",
    allowedDomains: ["*"],
    locale: "en",
    timeZone: "UTC",
    bundling: { urgentMs: 0, otherMs: 60_000 },
    createdAt: "2026-11-22T12:00:00.000Z",
  });
  expect(user).toEqual({ id: expect.any(String), name: "Ada", email: "ada@contoso.example" });
  expect(await app.get("/api/v1/organizations", { token: accessToken })).toMatchObject({ status: 200 });
});

test("a wrong token is refused, and nothing is set up", async () => {
  await using app = await startTestApp();
  expect(await app.post(path, aSetup({ token: "guessed" }))).toMatchObject({ status: 401 });
  expect((await app.get("/readyz")).body).toMatchObject({ setUp: false });
});

test.each([
  ["the right token", aSetup()],
  ["a wrong token", aSetup({ token: "guessed" })],
  ["a body that says nothing", {}],
  ["a body that is not JSON", "{"],
])("once set up, the door is gone for ever: %s", async (_case, body) => {
  await using app = await startTestApp();
  await app.setUp();
  expect((await app.post(path, body)).status).toBe(404);
  expect((await app.post(path, body, { type: "text/plain" })).status).toBe(404);
});

test("of a hundred set-ups at once one makes an administrator, and the others find the door gone", async () => {
  await using app = await startTestApp();
  const answers = await Promise.all(Array.from({ length: 100 }, () => app.post(path, aSetup())));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(1);
  expect(statuses.filter((status) => status === 404)).toHaveLength(99);
}, 30_000);

test("every field that is wrong is named", async () => {
  await using app = await startTestApp();
  const answer = await app.post(path, {
    token: setupToken,
    administrator: { name: " ", email: "Ada <ada@contoso.example>", password: "short" },
    organization: { name: "Contoso", portalUrl: "javascript:alert(1)", timeZone: "Mars/Olympus", role: "owner" },
    id: "1",
  });
  expect(answer).toMatchObject({ status: 422, body: { type: "urn:tocsin:problem:invalid" } });
  const { faults } = answer.body as { faults: readonly { path: string; message: string }[] };
  expect(faults.map((fault) => fault.path).sort()).toEqual([
    "administrator.email",
    "administrator.name",
    "administrator.password",
    "id",
    "organization.portalUrl",
    "organization.role",
    "organization.timeZone",
  ]);
  expect(faults).toContainEqual({ path: "administrator.password", message: "use at least 8 characters" });
});

test("no secret reaches the log, whatever goes wrong", async () => {
  await using app = await startTestApp();
  await app.post(path, aSetup({ token: "guessed-token" }));
  await app.post(path, aSetup({ organization: {} }));
  await app.post(path, `{"token":"${setupToken}","administrator":{"password":"${password}"`);
  const { accessToken } = (await app.post(path, aSetup())).as(setupResponseSchema);
  await app.post(path, aSetup());
  const log = app.log.join("\n");
  for (const secret of [setupToken, password, accessToken, "guessed-token"]) expect(log).not.toContain(secret);
});

test("a set-up that breaks says so without its cause, and logs no secret", async () => {
  const broken = () => Promise.reject(new Error("disk on fire"));
  await using app = await startTestApp();
  await using other = await startTestApp({ accounts: { ...app.stores.accounts, setUp: broken } });
  const answer = await other.post(path, aSetup());
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain("disk on fire");
  expect(other.log.join("\n")).toContain("disk on fire");
  expect(other.log.join("\n")).not.toContain(password);
});

test("whoever has set it up in a browser is signed in there", async () => {
  await using app = await startTestApp();
  const browser = openBrowser(app);
  expect((await browser.post("/api/v1/setup", aSetup())).status).toBe(201);
  expect((await browser.get("/api/v1/me/sessions")).body).toMatchObject({
    items: [{ method: "setup", current: true }],
  });
});

test("the token can be guessed twenty times in a while, and not even the right one helps then", async () => {
  await using app = await startTestApp();
  const statuses = [];
  for (let i = 0; i < 22; i++) {
    const { status } = await app.post("/api/v1/setup", { ...aSetup({ token: `guess ${i}` }) }, { token: null });
    statuses.push(status);
  }
  expect(statuses.filter((status) => status === 401)).toHaveLength(20);
  expect((await app.post("/api/v1/setup", aSetup(), { token: null })).status).toBe(429);
  app.wait(15 * minuteMs);
  expect((await app.post("/api/v1/setup", aSetup(), { token: null })).status).toBe(201);
});

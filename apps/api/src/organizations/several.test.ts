import { organizationResponseSchema } from "@tocsin/core/organizations";
import { expect, test } from "vitest";
import { mailsTo } from "../testing/mailbox.ts";
import { openBrowser } from "../testing/open-browser.ts";
import { adasPassword, setUpWithPassword } from "../testing/set-up-with-password.ts";
import { startTestApp } from "../testing/start-test-app.ts";

const path = "/api/v1/organizations";
const recipients = [{ address: "soc@fabrikam.example" }];

/** Ada, who administers all organizations, of which there are two. */
const started = async () => {
  const app = await startTestApp();
  const token = await setUpWithPassword(app);
  const admin = openBrowser(app);
  await admin.signIn("ada@contoso.example", adasPassword);
  const contoso = (await app.stores.organizations.all())[0]?.id ?? "";
  const made = await admin.post(path, { name: "Fabrikam" });
  const fabrikam = made.as(organizationResponseSchema);
  const actIn = (id: string) => (method: string, at: string, body?: unknown) =>
    admin.call(method, at, { body, headers: { "Tocsin-Organization": id } });
  return { app, admin, token, made, fabrikam, inContoso: actIn(contoso), inFabrikam: actIn(fabrikam.id), contoso };
};
type Started = Awaited<ReturnType<typeof started>>;

const namesIn = async (call: Started["inContoso"], at: string): Promise<readonly string[]> =>
  ((await call("GET", at)).body as { items: readonly { name: string }[] }).items.map(({ name }) => name);

/** Somebody who administers Fabrikam alone. */
const bobOf = async ({ app, inFabrikam }: Started) => {
  const email = "bob@fabrikam.example";
  await inFabrikam("POST", "/api/v1/users", { name: "Bob", email, roles: [{ role: "globalAdministrator" }] });
  const browser = openBrowser(app);
  const [mail] = await mailsTo(app, email);
  await browser.post("/api/v1/invitations/accept", { token: mail?.token, password: "a password of bob" });
  return browser;
};

test("a further organization starts with settings of its own, under a name that no other one has", async () => {
  const { app, inContoso, made, fabrikam } = await started();
  await using _app = app;
  expect(made.headers.get("location")).toBe(`${path}/${fabrikam.id}`);
  expect(fabrikam).toMatchObject({ name: "Fabrikam", allowedDomains: ["*"], locale: "en" });
  expect(await namesIn(inContoso, path)).toEqual(["Contoso", "Fabrikam"]);
  expect((await inContoso("POST", path, { name: "FABRIKAM" })).status).toBe(409);
  expect((await inContoso("POST", path, { name: "" })).status).toBe(422);
});

test("who works in several says in which one he acts, and finds there what is of it alone", async () => {
  const all = await started();
  const { app, admin, inContoso, inFabrikam } = all;
  await using _app = app;
  expect((await admin.get("/api/v1/notification-rules")).status).toBe(400);
  const made = await inFabrikam("POST", "/api/v1/notification-rules", { name: "Of Fabrikam", recipients });
  await inContoso("POST", "/api/v1/notification-rules", { name: "Of Contoso", recipients });
  expect(await namesIn(inFabrikam, "/api/v1/notification-rules")).toEqual(["Of Fabrikam"]);
  expect(await namesIn(inContoso, "/api/v1/notification-rules")).toEqual(["Of Contoso"]);
  const rule = `/api/v1/notification-rules/${(made.body as { id: string }).id}`;
  expect((await inContoso("GET", rule)).status).toBe(404);
  expect((await inContoso("DELETE", rule)).status).toBe(404);
  expect((await inFabrikam("GET", rule)).status).toBe(200);
});

test("an access token stays in its organization, and an administrator of one sees, changes and names no other", async () => {
  const all = await started();
  const { app, token, contoso, fabrikam } = all;
  await using _app = app;
  const headers = { "Tocsin-Organization": fabrikam.id };
  expect((await app.get("/api/v1/notification-rules", { token, headers })).status).toBe(404);
  const bob = await bobOf(all);
  const seen = await bob.get(path);
  expect(seen.text).toContain("Fabrikam");
  expect(seen.text).not.toContain("Contoso");
  expect((await bob.get(`${path}/${contoso}`)).status).toBe(404);
  expect((await bob.call("PATCH", `${path}/${contoso}`, { body: { name: "Taken over" } })).status).toBe(404);
  const elsewhere = { "Tocsin-Organization": contoso };
  expect((await bob.call("GET", "/api/v1/users", { headers: elsewhere })).status).toBe(404);
  expect((await bob.post(path, { name: "Third" })).status).toBe(403);
  expect((await bob.remove(`${path}/${contoso}`)).status).toBe(403);
});

test("settings are changed where one acts, and domains that may receive mail bind that organization alone", async () => {
  const { app, contoso, fabrikam, inContoso, inFabrikam } = await started();
  await using _app = app;
  expect((await inFabrikam("PATCH", `${path}/${contoso}`, { name: "Other" })).status).toBe(404);
  const changed = await inContoso("PATCH", `${path}/${contoso}`, { allowedDomains: ["contoso.example"] });
  expect(changed).toMatchObject({ status: 200, body: { allowedDomains: ["contoso.example"] } });
  const rule = { name: "To Fabrikam", recipients };
  expect((await inContoso("POST", "/api/v1/notification-rules", rule)).status).toBe(422);
  expect((await inFabrikam("POST", "/api/v1/notification-rules", rule)).status).toBe(201);
  expect((await inFabrikam("GET", `${path}/${fabrikam.id}`)).body).toMatchObject({ allowedDomains: ["*"] });
});

test("an organization is removed once nothing is left in it, from another one, and with it the roles that people had", async () => {
  const all = await started();
  const { app, fabrikam, inContoso, inFabrikam } = all;
  await using _app = app;
  const at = `${path}/${fabrikam.id}`;
  expect(await inFabrikam("DELETE", at)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining("act in") },
  });
  const source = await inFabrikam("POST", "/api/v1/sources", { name: "Scripts", kind: "generic" });
  expect(source.status).toBe(201);
  expect(await inContoso("DELETE", at)).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining("in use") },
  });
  const empty = (await inContoso("POST", path, { name: "Empty" })).as(organizationResponseSchema);
  expect((await inContoso("DELETE", `${path}/${empty.id}`)).status).toBe(204);
  expect((await inContoso("DELETE", `${path}/${empty.id}`)).status).toBe(404);
  expect(await namesIn(inContoso, path)).toEqual(["Contoso", "Fabrikam"]);
});

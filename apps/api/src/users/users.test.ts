import { linkResponseSchema, memberResponseSchema } from "@tocsin/core/accounts";
import { dayMs, hourMs, pageSchema } from "@tocsin/core/kernel";
import { organizationResponseSchema } from "@tocsin/core/organizations";
import { describe, expect, test, vi } from "vitest";
import { mailsTo } from "../testing/mailbox.ts";
import { openBrowser } from "../testing/open-browser.ts";
import { adasPassword, setUpWithPassword } from "../testing/set-up-with-password.ts";
import { startTestApp, type TestApp } from "../testing/start-test-app.ts";

const ada = "ada@contoso.example";
const eve = "eve@contoso.example";
const password = "a password of eve";
const anInvitation = { name: "Eve", email: eve, roles: [{ role: "securityReader" }] };

const started = async () => {
  const app = await startTestApp();
  const token = await setUpWithPassword(app);
  const admin = openBrowser(app);
  await admin.signIn(ada, adasPassword);
  return Object.assign(app, { admin, adminToken: token });
};

const invited = async (app: TestApp & { admin: ReturnType<typeof openBrowser> }, more = {}) =>
  (await app.admin.post("/api/v1/users", { ...anInvitation, ...more })).as(memberResponseSchema);

const tokenFor = async (app: TestApp, address = eve) => (await mailsTo(app, address))[0]?.token ?? "";

/** Eve, who has accepted, in her browser. */
const joined = async (app: Awaited<ReturnType<typeof started>>, more = {}) => {
  const member = await invited(app, more);
  const browser = openBrowser(app);
  const accepted = await browser.post("/api/v1/invitations/accept", { token: await tokenFor(app), password });
  expect(accepted.status).toBe(200);
  return { member, browser };
};

describe("an invitation", () => {
  test("is mailed in the language of the invited, is looked at without being used, and lets in once", async () => {
    await using app = await started();
    const member = await invited(app, { locale: "nl" });
    expect(member).toMatchObject({
      state: "invited",
      invitationExpiresAt: "2026-11-29T12:00:00.000Z",
      manageable: true,
    });
    const [mail] = await mailsTo(app, eve);
    expect(mail).toMatchObject({
      to: eve,
      subject: "[Tocsin] U bent uitgenodigd bij de beveiligingsincidenten van Contoso",
    });
    const browser = openBrowser(app);
    const token = mail?.token ?? "";
    for (let i = 0; i < 2; i++) {
      const look = (await browser.post("/api/v1/invitations/look", { token })).as(linkResponseSchema);
      expect(look).toEqual({ email: eve, name: "Eve", expiresAt: "2026-11-29T12:00:00.000Z" });
    }
    const accepted = await browser.post("/api/v1/invitations/accept", { token, password, name: "Eve of Contoso" });
    expect(accepted).toMatchObject({ status: 200, body: { user: { name: "Eve of Contoso" } } });
    expect((await browser.get("/api/v1/me")).body).toMatchObject({ assignments: [{ role: "securityReader" }] });
    expect((await openBrowser(app).post("/api/v1/invitations/accept", { token, password })).status).toBe(404);
    expect((await app.admin.get(`/api/v1/users/${member.id}`)).body).toMatchObject({
      state: "active",
      name: "Eve of Contoso",
      invitationExpiresAt: null,
    });
  });

  test("that is sent anew ends the one before, and every one ends after a week", async () => {
    await using app = await started();
    const { id } = await invited(app);
    const first = await tokenFor(app);
    expect((await app.admin.post(`/api/v1/users/${id}/invitation`)).status).toBe(202);
    const second = await tokenFor(app);
    const look = (token: string) => openBrowser(app).post("/api/v1/invitations/look", { token });
    expect([(await look(first)).status, (await look(second)).status]).toEqual([404, 200]);
    app.wait(7 * dayMs);
    expect((await look(second)).status).toBe(404);
  });

  test.each([
    ["to somebody who is here already", { email: ada }, 409],
    ["without a role", { roles: [] }, 422],
    ["with Search and Purge alone", { roles: [{ role: "searchAndPurge" }] }, 422],
    ["to a device group that is not here", { roles: [{ role: "securityReader", deviceGroups: ["x"] }] }, 422],
    ["to no address", { email: "eve" }, 422],
    ["with a field of another kind", { disabled: false }, 422],
  ])("%s is refused, and nobody is mailed", async (_case, more, status) => {
    await using app = await started();
    expect((await app.admin.post("/api/v1/users", { ...anInvitation, ...more })).status).toBe(status);
    expect(app.stores.parts.sqlite.prepare("SELECT count(*) FROM deliveries").pluck().get()).toBe(0);
  });

  test("is for those who manage users: nobody else invites, changes or removes anybody", async () => {
    await using app = await started();
    const { browser, member } = await joined(app, { roles: [{ role: "securityAdministrator" }] });
    const mallory = { ...anInvitation, email: "mallory@contoso.example" };
    const tries = [
      browser.post("/api/v1/users", mallory),
      browser.call("PATCH", `/api/v1/users/${member.id}`, { body: { disabled: true } }),
      browser.remove(`/api/v1/users/${member.id}`),
      browser.post(`/api/v1/users/${member.id}/password-reset`),
      browser.remove(`/api/v1/users/${member.id}/second-factor`),
      browser.remove(`/api/v1/users/${member.id}/sessions`),
    ];
    for (const answer of await Promise.all(tries)) expect(answer.status).toBe(403);
    const { items } = (await browser.get("/api/v1/users")).as(pageSchema(memberResponseSchema));
    expect(items.map(({ email, manageable }) => ({ email, manageable }))).toEqual([
      { email: eve, manageable: true },
      { email: ada, manageable: false },
    ]);
  });
});

/** An organization with an administrator who has a role in no other one. */
const anotherOrganization = async (app: Awaited<ReturnType<typeof started>>) => {
  const { id } = (await app.admin.post("/api/v1/organizations", { name: "Fabrikam" })).as(organizationResponseSchema);
  const headers = { "Tocsin-Organization": id };
  const bob = "bob@fabrikam.example";
  const body = { name: "Bob", email: bob, roles: [{ role: "globalAdministrator" }] };
  await app.admin.call("POST", "/api/v1/users", { body, headers });
  const browser = openBrowser(app);
  await browser.post("/api/v1/invitations/accept", { token: await tokenFor(app, bob), password });
  return { headers, browser };
};

test("who is invited from another organization is known there by his address, to all but who administers both", async () => {
  await using app = await started();
  const name = "Eve of Contoso";
  await joined(app, { name, locale: "nl" });
  const { browser, headers } = await anotherOrganization(app);
  const roles = [{ role: "securityReader" }];
  const asked = await browser.post("/api/v1/users", { name: "Somebody", email: eve, roles });
  expect(asked).toMatchObject({ status: 201, body: { name: eve, locale: null, lastSeenAt: null, manageable: false } });
  await browser.post("/api/v1/recipients", { address: eve });
  for (const path of ["users", "role-assignments", "recipients", "audit"]) {
    const { text } = await browser.get(`/api/v1/${path}`);
    expect(text).toContain(eve);
    expect(text).not.toContain(name);
  }
  const path = `/api/v1/users/${(asked.body as { id: string }).id}`;
  expect((await app.admin.call("GET", path, { headers })).body).toMatchObject({ name, manageable: true });
  const contoso = { "Tocsin-Organization": (await app.stores.organizations.all())[0]?.id ?? "" };
  for (const list of ["users", "role-assignments"]) {
    expect((await app.admin.call("GET", `/api/v1/${list}`, { headers: contoso })).text).toContain(name);
  }
});

describe("a user who is disabled", () => {
  test("is out at once, with his access tokens and links, and comes back with his old password", async () => {
    await using app = await started();
    const { browser, member } = await joined(app);
    await app.admin.post(`/api/v1/users/${member.id}/password-reset`);
    const reset = await tokenFor(app);
    const disable = (disabled: boolean) =>
      app.admin.call("PATCH", `/api/v1/users/${member.id}`, { body: { disabled } });
    expect((await disable(true)).body).toMatchObject({ state: "disabled" });
    expect((await browser.get("/api/v1/me")).status).toBe(401);
    expect((await openBrowser(app).signIn(eve, password)).status).toBe(401);
    expect((await disable(false)).body).toMatchObject({ state: "active" });
    expect((await openBrowser(app).post("/api/v1/password-resets/look", { token: reset })).status).toBe(404);
    expect((await browser.get("/api/v1/me")).status).toBe(401);
    expect((await browser.signIn(eve, password)).status).toBe(200);
  });

  test("or removed is never the last Global Administrator", async () => {
    await using app = await started();
    const { items } = (await app.admin.get("/api/v1/users")).as(pageSchema(memberResponseSchema));
    const path = `/api/v1/users/${items[0]?.id}`;
    const disabled = await app.admin.call("PATCH", path, { body: { disabled: true } });
    expect(disabled).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining("last Global Administrator") },
    });
    expect((await app.admin.remove(path)).status).toBe(409);
    // One of this organization alone could not look after the others.
    await joined(app, { roles: [{ role: "globalAdministrator" }] });
    expect((await app.admin.remove(path)).status).toBe(409);
    expect((await app.admin.get("/api/v1/me")).status).toBe(200);
  });

  test("by an administrator of one organization is not somebody who works in all of them", async () => {
    await using app = await started();
    const { browser } = await joined(app, { roles: [{ role: "globalAdministrator" }] });
    const { items } = (await browser.get("/api/v1/users")).as(pageSchema(memberResponseSchema));
    const adas = items.find(({ email }) => email === ada);
    expect(adas).toMatchObject({ manageable: false });
    const answer = await browser.call("PATCH", `/api/v1/users/${adas?.id}`, { body: { disabled: true } });
    expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining("other organizations") } });
  });
});

test("a user who is removed leaves nothing behind that could let anybody in", async () => {
  await using app = await started();
  const { browser, member } = await joined(app);
  expect((await app.admin.remove(`/api/v1/users/${member.id}`)).status).toBe(204);
  expect((await browser.get("/api/v1/me")).status).toBe(401);
  expect((await app.admin.get(`/api/v1/users/${member.id}`)).status).toBe(404);
  for (const table of ["sessions", "accounts", "role_assignments", "account_links", "familiar_networks"]) {
    const left = app.stores.parts.sqlite
      .prepare(`SELECT count(*) FROM ${table} WHERE user_id = ?`)
      .pluck()
      .get(member.id);
    expect(left, table).toBe(0);
  }
  expect((await invited(app)).state).toBe("invited");
});

describe("a forgotten password", () => {
  const ask = (app: TestApp, email: string) => openBrowser(app).post("/api/v1/password-resets", { email });

  test("is replaced through a mail, once; sessions and access tokens end, and a second factor stays", async () => {
    await using app = await started();
    await ask(app, ada);
    await vi.waitFor(async () => expect(await mailsTo(app, ada)).toHaveLength(1));
    const token = await tokenFor(app, ada);
    const complete = () => openBrowser(app).post("/api/v1/password-resets/complete", { token, password });
    const answers = await Promise.all([complete(), complete(), complete()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
    expect((await app.admin.get("/api/v1/me")).status).toBe(401);
    expect((await app.get("/api/v1/me", { token: app.adminToken })).status).toBe(401);
    expect((await app.admin.signIn(ada, adasPassword)).status).toBe(401);
    expect((await app.admin.signIn(ada, password)).status).toBe(200);
  });

  test("of nobody answers like that of somebody, and mails nobody", async () => {
    await using app = await started();
    const [known, unknown] = [await ask(app, ada), await ask(app, "nobody@contoso.example")];
    expect(known).toMatchObject({ status: 202, text: "" });
    expect({ status: unknown.status, text: unknown.text }).toEqual({ status: known.status, text: known.text });
    await vi.waitFor(async () => expect(await mailsTo(app, ada)).toHaveLength(1));
    expect(await mailsTo(app, "nobody@contoso.example")).toEqual([]);
  });

  test("fills no mailbox: five mails an hour, however many networks ask; a link works for an hour", async () => {
    await using app = await startTestApp({ trustProxy: 1 });
    await setUpWithPassword(app);
    const statuses = [];
    for (let i = 0; i < 8; i++) {
      const browser = openBrowser(app, { "X-Forwarded-For": `192.0.2.${i}` });
      statuses.push((await browser.post("/api/v1/password-resets", { email: ada })).status);
    }
    expect(statuses).toEqual([202, 202, 202, 202, 202, 429, 429, 429]);
    await vi.waitFor(async () => expect(await mailsTo(app, ada)).toHaveLength(5));
    const token = await tokenFor(app, ada);
    app.wait(hourMs);
    expect((await openBrowser(app).post("/api/v1/password-resets/look", { token })).status).toBe(404);
  });

  test("of a link cannot be guessed without end", async () => {
    await using app = await started();
    const browser = openBrowser(app);
    const statuses = [];
    for (let i = 0; i < 25; i++) {
      statuses.push((await browser.post("/api/v1/password-resets/look", { token: `guess-${i}` })).status);
    }
    expect(statuses.filter((status) => status === 404)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe("what a mail about an account says", () => {
  test("is shown to nobody, and what is shown opens nothing", async () => {
    await using app = await started();
    const { browser } = await joined(app, { roles: [{ role: "globalAdministrator" }] });
    const mallory = "mallory@contoso.example";
    await invited(app, { email: mallory });
    const [mail] = await mailsTo(app, mallory);
    expect(mail?.token).toMatch(/^[\w-]{32}$/);
    for (const reader of [browser, app.admin]) {
      expect((await reader.get(`/api/v1/deliveries/${mail?.deliveryId}/mail`)).status).toBe(403);
      const seen = JSON.stringify([
        (await reader.get("/api/v1/deliveries")).body,
        (await reader.get(`/api/v1/deliveries/${mail?.deliveryId}`)).body,
        (await reader.get("/api/v1/users")).body,
      ]);
      expect(seen).toContain(mallory);
      expect(seen).not.toContain(mail?.token);
    }
  });
});

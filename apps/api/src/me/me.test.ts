import { meResponseSchema } from "@tocsin/core/access";
import { expect, test } from "vitest";
import { openBrowser } from "../testing/open-browser.ts";
import { adasPassword, setUpWithPassword } from "../testing/set-up-with-password.ts";
import { startReadyApp, startTestApp } from "../testing/start-test-app.ts";

test("the administrator of the set-up may do everything, everywhere, and is told so", async () => {
  await using app = await startReadyApp();
  const { id, name } = await app.organization();
  const me = (await app.get("/api/v1/me")).as(meResponseSchema);
  expect(me).toMatchObject({
    user: { name: "Ada", email: "ada@contoso.example" },
    organization: { id, name },
    organizations: [{ id, name }],
    deviceGroups: null,
    assignments: [
      { role: "globalAdministrator", title: "Global Administrator", organizationId: null, deviceGroups: null },
    ],
  });
  expect(me.permissions).toContain("organizations.create");
});

test("a token acts in the organization that it was made for, and a header that names another finds none", async () => {
  await using app = await startReadyApp();
  const { id } = await app.organization();
  expect((await app.get("/api/v1/incidents", { headers: { "Tocsin-Organization": id } })).status).toBe(200);
  for (const path of ["/api/v1/incidents", "/api/v1/me"]) {
    expect((await app.get(path, { headers: { "Tocsin-Organization": "another" } })).status).toBe(404);
  }
});

test("a person changes his own name, language and time zone, in the browser and not by token", async () => {
  await using app = await startTestApp();
  const token = await setUpWithPassword(app);
  const browser = openBrowser(app);
  await browser.signIn("ada@contoso.example", adasPassword);
  const change = { name: "Ada Lovelace", locale: "nl", timeZone: "Europe/Amsterdam" };
  const changed = await browser.call("PATCH", "/api/v1/me", { body: change });
  expect(changed.as(meResponseSchema).user).toMatchObject(change);
  expect((await browser.get("/api/v1/me")).as(meResponseSchema).user).toMatchObject(change);
  expect((await browser.call("PATCH", "/api/v1/me", { body: { disabled: true } })).status).toBe(422);
  expect((await app.call("PATCH", "/api/v1/me", { token, body: { name: "Eve" } })).status).toBe(403);
});

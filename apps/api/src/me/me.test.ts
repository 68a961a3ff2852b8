import { meResponseSchema } from "@tocsin/core/access";
import { expect, test } from "vitest";
import { startReadyApp } from "../testing/start-test-app.ts";

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

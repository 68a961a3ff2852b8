import { expect, test } from "vitest";
import { startReadyApp } from "../testing/start-test-app.ts";

const at = (address: string) => `/api/v1/recipients/${encodeURIComponent(address)}`;

test("a recipient takes language and zone from the organization, one per address however it is spelled", async () => {
  await using app = await startReadyApp();
  const { id } = await app.organization();
  await app.patch(`/api/v1/organizations/${id}`, { locale: "nl", timeZone: "Europe/Amsterdam" });
  const added = await app.post("/api/v1/recipients", { address: " SOC@Contoso.Example " });
  expect(added).toMatchObject({
    status: 201,
    body: { address: "soc@contoso.example", locale: "nl", timeZone: "Europe/Amsterdam", required: false, rules: [] },
  });
  expect((await app.post("/api/v1/recipients", { address: "soc@contoso.example" })).status).toBe(409);
  expect((await app.post("/api/v1/recipients", { address: "soc" })).status).toBe(422);
});

test("language and zone of a rule set those of a new recipient, and leave a known one as it is", async () => {
  await using app = await startReadyApp();
  await app.post("/api/v1/recipients", { address: "known@contoso.example", locale: "nl" });
  const dutch = { locale: "en", timeZone: "Europe/London" };
  await app.makeRule({
    recipients: [
      { address: "known@contoso.example", ...dutch },
      { address: "new@contoso.example", ...dutch },
    ],
  });
  const { body } = await app.get("/api/v1/recipients");
  expect(body).toMatchObject({
    items: [
      { address: "known@contoso.example", locale: "nl", timeZone: "UTC", rules: [{ name: "Everything" }] },
      { address: "new@contoso.example", locale: "en", timeZone: "Europe/London" },
    ],
  });
});

test("a recipient whom a rule names is not removed, and the rules are named", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ name: "Night watch", recipients: [{ address: "soc@contoso.example" }] });
  expect(await app.remove(at("soc@contoso.example"))).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining("‘Night watch’") },
  });
  await app.post("/api/v1/recipients", { address: "left@contoso.example" });
  expect((await app.remove(at("left@contoso.example"))).status).toBe(204);
  expect((await app.get(at("left@contoso.example"))).status).toBe(404);
});

test("only what is said is changed", async () => {
  await using app = await startReadyApp();
  await app.post("/api/v1/recipients", { address: "soc@contoso.example", timeZone: "Europe/Paris" });
  const changed = await app.patch(at("soc@contoso.example"), { required: true });
  expect(changed.body).toMatchObject({ required: true, timeZone: "Europe/Paris", locale: "en" });
  expect((await app.patch(at("soc@contoso.example"), { timeZone: "Mars/Base" })).status).toBe(422);
});

import {
  transportListSchema,
  transportResponseSchema,
  transportStakesSchema,
  transportTestResponseSchema,
} from "@tocsin/core/transports";
import { expect, test } from "vitest";
import { startReadyApp } from "../testing/start-test-app.ts";

const server = {
  kind: "smtp",
  from: "Tocsin <alarm@contoso.example>",
  host: "mail.contoso.example",
  port: 587,
  security: "starttls",
  user: "soc",
};
const smtp = { ...server, secrets: { password: "canary-password" } };

test("a transport is kept with its password sealed, and no answer ever shows it", async () => {
  await using app = await startReadyApp();
  const kept = (await app.put("/api/v1/transports/smtp", smtp)).as(transportResponseSchema);
  expect(kept).toMatchObject({ missing: [], changedBy: "Ada", secrets: [{ name: "password" }] });
  const list = await app.get("/api/v1/transports");
  expect(list.as(transportListSchema)).toMatchObject({ active: null, items: [{ kind: "smtp" }] });
  expect(JSON.stringify([kept, list.as(transportListSchema)])).not.toContain("canary");
  expect(app.stores.parts.sqlite.serialize().toString("latin1")).not.toContain("canary");
  expect(app.log.join("")).not.toContain("canary");
});

test("a password that is left out stays, null takes it away, and one transport carries mail at a time", async () => {
  await using app = await startReadyApp();
  await app.put("/api/v1/transports/smtp", smtp);
  const from = "Other <other@contoso.example>";
  expect((await app.put("/api/v1/transports/smtp", { ...server, from })).as(transportResponseSchema).missing).toEqual(
    [],
  );
  const chosen = await app.put("/api/v1/transports/active", { kind: "smtp" });
  expect(chosen.as(transportListSchema).active).toBe("smtp");
  expect((await app.remove("/api/v1/transports/smtp")).status).toBe(409);
  const without = await app.put("/api/v1/transports/smtp", { ...server, secrets: { password: null } });
  expect(without.as(transportResponseSchema)).toMatchObject({ missing: ["password"], secrets: [] });
  await app.put("/api/v1/transports/active", { kind: null });
  expect((await app.put("/api/v1/transports/active", { kind: "smtp" })).status).toBe(409);
  expect((await app.put("/api/v1/transports/active", { kind: "resend" })).status).toBe(404);
  expect((await app.remove("/api/v1/transports/smtp")).status).toBe(204);
});

test("a password does not follow to another server, neither when it is saved nor in a test", async () => {
  await using app = await startReadyApp();
  await app.put("/api/v1/transports/smtp", smtp);
  const elsewhere = { ...server, host: "evil.example" };
  const fault = { faults: [{ path: "secrets.password", message: expect.stringContaining("entered again") }] };
  expect(await app.put("/api/v1/transports/smtp", elsewhere)).toMatchObject({ status: 422, body: fault });
  const asked = await app.post("/api/v1/transports/test", { transport: elsewhere, to: "ada@contoso.example" });
  expect(asked).toMatchObject({ status: 422, body: fault });
});

test("a test waits for a worker with its secrets sealed, and forgets them with its last step", async () => {
  await using app = await startReadyApp();
  const asked = await app.post("/api/v1/transports/test", { transport: smtp, to: "Ada@Contoso.example" });
  const test = asked.as(transportTestResponseSchema);
  expect(asked.status).toBe(202);
  expect(test).toMatchObject({ state: "waiting", to: "ada@contoso.example", steps: [] });
  const claimed = await app.stores.transports.claimTest();
  expect(await app.stores.transports.claimTest()).toBeNull();
  const place = { table: "transport_tests", column: "secrets", id: `${test.id}/password` };
  expect(app.parts.seal.open(claimed?.sealed.password ?? "", place)).toBe("canary-password");
  const read = async () => (await app.get(`/api/v1/transports/tests/${test.id}`)).as(transportTestResponseSchema);
  expect(await read()).toMatchObject({ state: "running" });
  const step = { name: "signIn", state: "failed", ms: 3, said: "535", cause: "wrongPassword", advice: "…" } as const;
  if (claimed) await app.stores.transports.recordSteps(claimed.id, [step], true);
  expect(await read()).toMatchObject({ state: "failed", steps: [step] });
  expect(app.stores.parts.sqlite.prepare("select secrets from transport_tests").pluck().get()).toBe("{}");
});

test("a test goes to no domain that may not receive mail, but to who asks for it", async () => {
  await using app = await startReadyApp();
  const { id } = await app.organization();
  await app.patch(`/api/v1/organizations/${id}`, { allowedDomains: ["fabrikam.example"] });
  const testTo = (to: string) => app.post("/api/v1/transports/test", { transport: smtp, to });
  expect((await testTo("someone@evil.example")).status).toBe(422);
  expect((await testTo("ada@contoso.example")).status).toBe(202);
  expect((await testTo("soc@fabrikam.example")).status).toBe(202);
});

test.each([
  ["a host with a scheme", { ...smtp, host: "smtp://mail" }, "host"],
  ["a sender that is no address", { ...smtp, from: "nobody" }, "from"],
  [
    "a token sent in clear",
    { ...smtp, security: "none", oauth: { tokenUrl: "https://x.example", clientId: "a" } },
    "security",
  ],
  ["a kind in the place of another", { kind: "capture" }, "kind"],
])("%s is refused with the field", async (_what, body, path) => {
  await using app = await startReadyApp();
  expect(await app.put("/api/v1/transports/smtp", body)).toMatchObject({ status: 422, body: { faults: [{ path }] } });
});

test("before mail leaves the server it is said whom it would reach", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ recipients: [{ address: "soc@contoso.example" }, { address: "ciso@contoso.example" }] });
  await app.raise();
  expect((await app.get("/api/v1/transports/stakes")).as(transportStakesSchema)).toEqual({
    rules: 1,
    recipients: 2,
    waiting: expect.arrayContaining([{ address: "soc@contoso.example", count: 1 }]),
    waitingCount: 2,
    capturedCount: 0,
  });
});

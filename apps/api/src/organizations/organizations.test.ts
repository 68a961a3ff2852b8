import { afterAll, expect, test } from "vitest";
import { startReadyApp, startTestApp } from "../testing/start-test-app.ts";
import { startTwoOrganizations } from "../testing/start-two-organizations.ts";

/** For tests of which none leaves anything behind. */
const shared = await startReadyApp();
afterAll(() => shared[Symbol.asyncDispose]());

const path = "/api/v1/organizations";

test("you see your organization, in the list and by its id", async () => {
  await using app = await startTestApp();
  const { organization } = await app.setUp({ tenantId: "t-1" });
  expect((await app.get(path)).body).toEqual({ items: [organization], next: null });
  expect(await app.get(`${path}/${organization.id}`)).toMatchObject({ status: 200, body: organization });
});

test("what a change does not name stays as it was", async () => {
  await using app = await startTestApp();
  const { organization } = await app.setUp({
    tenantId: "t-1",
    portalUrl: "https://portal.example/",
    allowedDomains: ["contoso.example"],
    locale: "nl",
    timeZone: "Europe/Amsterdam",
    bundling: { urgentMs: 1_000, otherMs: 0 },
  });
  const at = `${path}/${organization.id}`;
  expect(await app.patch(at, { name: "Contoso BV" })).toMatchObject({ status: 200 });
  expect((await app.get(at)).body).toEqual({ ...organization, name: "Contoso BV" });
  expect((await app.patch(at, {})).body).toEqual({ ...organization, name: "Contoso BV" });
  expect((await app.patch(at, { locale: "en", allowedDomains: ["*.Bücher.example"] })).body).toEqual({
    ...organization,
    name: "Contoso BV",
    locale: "en",
    allowedDomains: ["*.xn--bcher-kva.example"],
  });
});

test("two who change different settings at the same time both have their way", async () => {
  await using app = await startTestApp();
  const { organization } = await app.setUp();
  const at = `${path}/${organization.id}`;
  const changes = [{ name: "Contoso BV" }, { locale: "nl" }, { timeZone: "Europe/Amsterdam" }, { tenantId: "t-2" }];
  await Promise.all(changes.map((change) => app.patch(at, change)));
  expect((await app.get(at)).body).toEqual(Object.assign({}, organization, ...changes));
});

test.each([
  ["name", { name: "" }],
  ["name", { name: null }],
  ["allowedDomains", { allowedDomains: [] }],
  ["allowedDomains.0", { allowedDomains: ["not a domain"] }],
  ["portalUrl", { portalUrl: "javascript:alert(1)" }],
  ["locale", { locale: "tlh" }],
  ["timeZone", { timeZone: "Mars/Olympus" }],
  ["bundling.otherMs", { bundling: { urgentMs: 0 } }],
  ["bundling.urgentMs", { bundling: { urgentMs: -1, otherMs: 0 } }],
  ["id", { id: "mine" }],
  ["createdAt", { createdAt: "2020-01-01T00:00:00Z" }],
  ["knowledgeRevision", { knowledgeRevision: 7 }],
  ["", null],
  ["", []],
  ["", '"text"'],
])("a change is refused for its ‘%s’: %j", async (at, given) => {
  const before = await shared.organization();
  const answer = await shared.patch(`${path}/${before.id}`, given);
  expect(answer).toMatchObject({ status: 422, body: { faults: [{ path: at }] } });
  expect(await shared.organization()).toEqual(before);
});

test("once domains are limited a rule cannot name an address outside, and says which", async () => {
  await using app = await startReadyApp();
  const { id } = await app.organization();
  const rule = await app.makeRule();
  await app.patch(`${path}/${id}`, { allowedDomains: ["contoso.example", "*.contoso.example"] });
  const recipients = [{ address: "in@mail.contoso.example" }, { address: "out@fabrikam.example" }];
  const answer = await app.post("/api/v1/notification-rules", { name: "Outside", recipients });
  expect(answer).toMatchObject({
    status: 422,
    body: { faults: [{ path: "recipients.1.address", message: "is not in a domain that may receive mail" }] },
  });
  const saved = await app.put(`/api/v1/notification-rules/${rule.id}`, { name: "Outside", recipients });
  expect(saved.status).toBe(422);
});

test("another organization is not there", async () => {
  await using two = await startTwoOrganizations();
  const { app, foreignToken: token } = two;
  const { id } = await app.organization();
  const foreign = await app.get(`${path}/${id}`, { token });
  const missing = await app.get(`${path}/not-there`, { token });
  const malformed = await app.get(`${path}/..%2f`, { token });
  expect([foreign.status, missing.status, malformed.status]).toEqual([404, 404, 404]);
  expect((await app.patch(`${path}/${id}`, { name: "Taken over" }, { token })).status).toBe(404);
  expect((await app.organization()).name).toBe("Contoso");
});

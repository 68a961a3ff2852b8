import { pageSchema } from "@tocsin/core/kernel";
import { ruleResponseSchema } from "@tocsin/core/notification-rules";
import { afterAll, expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";
import { startTwoOrganizations } from "../testing/start-two-organizations.ts";

/** For tests of which none leaves anything behind. */
const shared = await startReadyApp();
const standing = await shared.makeRule({ name: "Standing" });
afterAll(() => shared[Symbol.asyncDispose]());

const path = "/api/v1/notification-rules";
const draft = { name: "Everything", recipients: [{ address: "soc@contoso.example" }] };

const pathsOf = ({ body }: { readonly body: unknown }): readonly string[] =>
  (body as { faults: readonly { path: string }[] }).faults.map((fault) => fault.path);

const startWithGroup = async (): Promise<{ app: TestApp; groupId: string }> => {
  const app = await startReadyApp();
  const conditions = [{ property: "name", operator: "startsWith", values: ["srv"] }];
  const made = await app.post("/api/v1/device-groups", { name: "Servers", conditions });
  return { app, groupId: (made.body as { id: string }).id };
};

test("a rule of which only name and recipients are said tells everything", async () => {
  await using app = await startReadyApp();
  const answer = await app.post(path, draft);
  expect(answer.status).toBe(201);
  const { id } = answer.as(ruleResponseSchema);
  expect(answer.headers.get("location")).toBe(`${path}/${id}`);
  expect(answer.headers.get("etag")).toBe('"1"');
  expect(answer.body).toEqual({
    id,
    name: "Everything",
    hiddenDeviceGroups: 0,
    description: "",
    enabled: true,
    owner: "",
    severities: ["unknown", "informational", "low", "medium", "high", "critical"],
    severityOf: "alert",
    deviceGroups: { scope: "all" },
    sources: [],
    conditions: [],
    frequency: { kind: "everyUpdate" },
    include: { organizationName: true, portalLink: true, consoleLink: true, deviceNames: true },
    recipients: [
      {
        address: "soc@contoso.example",
        tier: 0,
        locale: "en",
        timeZone: "UTC",
        addedAt: "2026-11-22T12:00:00.000Z",
        required: false,
        stoppedAt: null,
      },
    ],
    escalation: [],
    version: 1,
    createdAt: "2026-11-22T12:00:00.000Z",
    updatedAt: "2026-11-22T12:00:00.000Z",
    archivedAt: null,
    needsAttention: null,
  });
});

test("a rule is kept as it was said, in the one spelling of severities and addresses", async () => {
  const { app, groupId } = await startWithGroup();
  await using _app = app;
  const whole = {
    name: "  High on servers ",
    description: "Night shift",
    enabled: false,
    owner: "SOC day team",
    severities: ["critical", "high", "high"],
    severityOf: "incident",
    deviceGroups: { scope: "selected", ids: [groupId, "ungrouped"], includeDeviceless: true },
    sources: [{ serviceSource: "Defender for Endpoint", detectionSources: ["EDR"], severities: ["medium"] }],
    conditions: [{ kind: "category", anyOf: ["Ransomware"] }],
    frequency: { kind: "oncePerIncident", alsoOnEscalation: true },
    include: { deviceNames: false },
    recipients: [{ address: "SOC@Bücher.Example", locale: "nl", timeZone: "Europe/Amsterdam", tier: 1 }],
  };
  const made = (await app.post(path, whole)).as(ruleResponseSchema);
  expect((await app.get(`${path}/${made.id}`)).body).toEqual(made);
  expect(made).toMatchObject({
    ...whole,
    name: "High on servers",
    severities: ["high", "critical"],
    include: { organizationName: true, portalLink: true, consoleLink: true, deviceNames: false },
    recipients: [{ address: "soc@xn--bcher-kva.example", locale: "nl", timeZone: "Europe/Amsterdam", tier: 1 }],
  });
});

test.each([
  ["name", { name: " " }],
  ["name", { name: "x".repeat(101) }],
  ["name", { name: 7 }],
  ["description", { description: "x".repeat(501) }],
  ["enabled", { enabled: "yes" }],
  ["owner", { owner: null }],
  ["severities", { severities: [] }],
  ["severities.1", { severities: ["high", "severe"] }],
  ["severityOf", { severityOf: "device" }],
  ["deviceGroups.scope", { deviceGroups: { scope: "some" } }],
  ["deviceGroups.ids", { deviceGroups: { scope: "selected", ids: [] } }],
  ["deviceGroups.ids.0", { deviceGroups: { scope: "selected", ids: ["../x"] } }],
  ["deviceGroups.ids.1", { deviceGroups: { scope: "selected", ids: ["ungrouped", "not-there"] } }],
  ["deviceGroups.ids", { deviceGroups: { scope: "all", ids: ["ungrouped"] } }],
  ["sources.0.serviceSource", { sources: [{ serviceSource: "" }] }],
  ["sources.0.severities", { sources: [{ serviceSource: "a", severities: [] }] }],
  ["conditions.0.kind", { conditions: [{ kind: "phase-of-the-moon" }] }],
  ["conditions.0.anyOf", { conditions: [{ kind: "category", anyOf: [] }] }],
  ["conditions.0.anyOf.0", { conditions: [{ kind: "source", anyOf: ["not-there"] }] }],
  ["frequency.kind", { frequency: { kind: "sometimes" } }],
  ["frequency.changes.0", { frequency: { kind: "chosenChanges", changes: ["closed"] } }],
  ["frequency.changes", { frequency: { kind: "chosenChanges", changes: [] } }],
  ["include.subject", { include: { subject: true } }],
  ["recipients", { recipients: [] }],
  ["recipients", { recipients: Array.from({ length: 51 }, (_, index) => ({ address: `a${index}@b.example` })) }],
  ["recipients.0.address", { recipients: [{ address: "soc@contoso.example, eve@evil.example" }] }],
  ["recipients.0.address", { recipients: [{ address: "soc@contoso.example\r\nBcc: eve@evil.example" }] }],
  ["recipients.1.address", { recipients: [{ address: "a@b.example" }, { address: "A@B.example " }] }],
  ["recipients.0.locale", { recipients: [{ address: "a@b.example", locale: "tlh" }] }],
  ["recipients.0.timeZone", { recipients: [{ address: "a@b.example", timeZone: "Mars/Olympus" }] }],
  ["recipients.0.tier", { recipients: [{ address: "a@b.example", tier: -1 }] }],
  ["escalation.0.afterMinutes", { escalation: [{ afterMinutes: 1441 }] }],
  ["escalation.0", { escalation: [{ afterMinutes: 15 }] }],
  ["recipients.0.addedAt", { recipients: [{ address: "a@b.example", addedAt: "2020-01-01T00:00:00Z" }] }],
  ["id", { id: "mine" }],
  ["version", { version: 7 }],
  ["organizationId", { organizationId: "theirs" }],
  ["createdAt", { createdAt: "2020-01-01T00:00:00Z" }],
  ["needsAttention", { needsAttention: null }],
  ["archivedAt", { archivedAt: null }],
])("a rule is refused for its %s: %j", async (at, given) => {
  const answer = await shared.post(path, { ...draft, ...given });
  expect(answer.status).toBe(422);
  expect(pathsOf(answer)).toEqual([at]);
  const { id } = standing;
  expect(pathsOf(await shared.put(`${path}/${id}`, { ...draft, ...given }))).toEqual([at]);
  expect((await shared.get(`${path}/${id}`)).body).toMatchObject({ version: 1 });
});

test("every fault of a rule is named at once", async () => {
  await using app = await startReadyApp();
  expect(pathsOf(await app.post(path, { colour: "red" })).toSorted()).toEqual(["colour", "name", "recipients"]);
});

test("a save makes the next version, and moves neither creation nor the moment somebody was added", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeRule();
  app.wait(60_000);
  const recipients = [{ address: "new@contoso.example" }, { address: "soc@contoso.example", tier: 2 }];
  const answer = await app.put(`${path}/${id}`, { name: "Renamed", recipients });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("etag")).toBe('"2"');
  expect(answer.body).toMatchObject({
    id,
    name: "Renamed",
    version: 2,
    createdAt: "2026-11-22T12:00:00.000Z",
    updatedAt: "2026-11-22T12:01:00.000Z",
    recipients: [
      { address: "new@contoso.example", addedAt: "2026-11-22T12:01:00.000Z" },
      { address: "soc@contoso.example", addedAt: "2026-11-22T12:00:00.000Z", tier: 2 },
    ],
  });
});

test.each([
  ["none", undefined, 200],
  ["the version that stands", '"1"', 200],
  ["that version as a proxy that packs answers writes it", 'W/"1"', 200],
  ["any", "*", 200],
  ["an older version", '"0"', 412],
  ["a newer version", '"2"', 412],
  ["no version at all", '"abc"', 412],
  ["a number without quotes", "1", 412],
  ["a number beyond all versions", '"99999999999999999999"', 412],
])("a save with If-Match of %s answers accordingly", async (_case, ifMatch, status) => {
  await using app = await startReadyApp();
  const { id } = await app.makeRule();
  const headers: Record<string, string> = ifMatch === undefined ? {} : { "If-Match": ifMatch };
  const saved = await app.put(`${path}/${id}`, { ...draft, name: "Saved" }, { headers });
  expect(saved.status).toBe(status);
  expect((await app.get(`${path}/${id}`)).body).toMatchObject({ version: status === 200 ? 2 : 1 });
});

test("of two saves from the same version the second is refused", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeRule();
  const save = (name: string) => app.put(`${path}/${id}`, { ...draft, name }, { headers: { "If-Match": '"1"' } });
  const answers = await Promise.all([save("One"), save("Two")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
});

test("a name is taken once, whatever its letter case, until its rule is archived", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeRule({ name: "Night watch" });
  expect((await app.post(path, { ...draft, name: "NIGHT WATCH" })).status).toBe(409);
  const other = await app.makeRule({ name: "Day watch" });
  expect((await app.put(`${path}/${other.id}`, { ...draft, name: "Night Watch" })).status).toBe(409);
  expect((await app.put(`${path}/${id}`, { ...draft, name: "Night Watch" })).status).toBe(200);
  await app.remove(`${path}/${id}`);
  expect((await app.post(path, { ...draft, name: "Night watch" })).status).toBe(201);
});

test("an archived rule is gone and tells no more", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeRule();
  const headers = { "If-Match": '"7"' };
  expect((await app.remove(`${path}/${id}`, { headers })).status).toBe(412);
  expect((await app.remove(`${path}/${id}`, { headers: { "If-Match": '"1"' } })).status).toBe(204);
  expect((await app.get(`${path}/${id}`)).status).toBe(404);
  expect((await app.put(`${path}/${id}`, draft)).status).toBe(404);
  expect((await app.remove(`${path}/${id}`)).status).toBe(404);
  expect((await app.get(path)).body).toEqual({ items: [], next: null });
  expect((await app.ingest({ title: "one" })).body).toMatchObject({ results: [{ notifications: 0, deliveries: 0 }] });
});

test("rules come by name, in pages, however long a name becomes when it is folded", async () => {
  await using app = await startReadyApp();
  // One character that folds to eighteen.
  const names = ["alpha", "Bravo", "charlie", "\ufdfa".repeat(100), "龍"];
  for (const name of names.toReversed()) await app.makeRule({ name });
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await app.get(`${path}?limit=1${query}`)).as(pageSchema(ruleResponseSchema));
    seen.push(...page.items.map(({ name }) => name));
    cursor = page.next;
  }
  expect(seen).toEqual(names);
});

test("rules are asked for by a part of their words, by state, severity and device group, in pages as well", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ name: "Alpha", severities: ["high"] });
  await app.makeRule({ name: "Beta", severities: ["low"], enabled: false, owner: "Alpha team" });
  await app.makeRule({ name: "Gamma", severities: ["high"], recipients: [{ address: "alpha@contoso.example" }] });
  const named = async (query: string): Promise<readonly string[]> => {
    const { items, next } = (await app.get(`${path}?${query}`)).as(pageSchema(ruleResponseSchema));
    return [...items.map(({ name }) => name), ...(next === null ? [] : [next])];
  };
  expect(await named("text=ALPHA")).toEqual(["Alpha", "Beta", "Gamma"]);
  expect(await named("text=alpha&state=on")).toEqual(["Alpha", "Gamma"]);
  expect(await named("severity=high&limit=1")).toEqual(["Alpha", "alpha"]);
  expect(await named("severity=high&limit=1&cursor=alpha")).toEqual(["Gamma"]);
  expect(await named("state=attention")).toEqual([]);
  expect(await named("deviceGroup=0199a000-0000-7000-8000-000000000001")).toEqual(["Alpha", "Beta", "Gamma"]);
});

test("another organization's rules are not there", async () => {
  await using two = await startTwoOrganizations();
  const { app, foreignToken: token } = two;
  const { id } = await app.makeRule();
  const answers = await Promise.all([
    app.get(`${path}/${id}`, { token }),
    app.put(`${path}/${id}`, draft, { token }),
    app.remove(`${path}/${id}`, { token }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  const missing = await app.get(`${path}/not-there`, { token });
  expect(answers[0]?.body).toEqual({ ...(missing.body as object), requestId: expect.any(String) });
  expect((await app.get(path, { token })).body).toEqual({ items: [], next: null });
  expect((await app.post(path, draft, { token })).status).toBe(201);
});

test("another organization's device groups and sources cannot be named", async () => {
  await using two = await startTwoOrganizations();
  const { app, foreignToken: token } = two;
  const { id } = await app.makeSource();
  const conditions = [{ property: "name", operator: "is", values: ["a"] }];
  const group = (await app.post("/api/v1/device-groups", { name: "A", conditions })).body as { id: string };
  const answer = await app.post(
    path,
    {
      ...draft,
      deviceGroups: { scope: "selected", ids: [group.id] },
      conditions: [{ kind: "source", anyOf: [id] }],
    },
    { token },
  );
  expect(answer.status).toBe(422);
  expect(pathsOf(answer)).toEqual(["deviceGroups.ids.0", "conditions.0.anyOf.0"]);
});

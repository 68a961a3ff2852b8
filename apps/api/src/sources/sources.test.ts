import { sourceKinds } from "@tocsin/core/incidents";
import { ingestResponseSchema } from "@tocsin/core/intake";
import { pageSchema } from "@tocsin/core/kernel";
import { payloadProblemResponseSchema, sourceKeySchema, sourceKindResponseSchema } from "@tocsin/core/sources";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";
import { startTwoOrganizations } from "../testing/start-two-organizations.ts";

/** For tests of which none leaves anything behind. */
const shared = await startReadyApp();
afterAll(() => shared[Symbol.asyncDispose]());

const path = "/api/v1/sources";
const hourMs = 3_600_000;

const problemsOf = async (app: TestApp, id: string, query = "") =>
  (await app.get(`${path}/${id}/problems${query}`)).as(pageSchema(payloadProblemResponseSchema));

test("a source is made, read, changed, listed and retired", async () => {
  await using app = await startReadyApp();
  const made = await app.post(path, { name: "  Wazuh manager  ", kind: "generic", settings: {} });
  expect(made.status).toBe(201);
  const { id, key, ...source } = made.body as Record<string, unknown>;
  expect(made.headers.get("location")).toBe(`${path}/${id}`);
  expect(key).toMatch(/^tsk_[\w-]{43}$/);
  expect(source).toEqual({
    name: "Wazuh manager",
    kind: "generic",
    settings: {},
    createdAt: "2026-11-22T12:00:00.000Z",
    lastReceivedAt: null,
    demo: false,
    signed: false,
    keyInPath: false,
    poll: null,
    silentAfterMinutes: null,
    allowedSilenceMinutes: null,
    state: "new",
    stateSince: null,
    openProblems: 0,
  });
  expect(await app.get(`${path}/${id}`)).toMatchObject({ status: 200, body: { id, ...source } });
  const renamed = await app.put(`${path}/${id}`, { name: "Manager", kind: "generic" });
  expect(renamed).toMatchObject({ status: 200, body: { id, ...source, name: "Manager" } });
  expect((await app.get(path)).body).toMatchObject({ items: expect.arrayContaining([renamed.body]), next: null });
  expect((await app.remove(`${path}/${id}`)).status).toBe(204);
  expect((await app.get(`${path}/${id}`)).status).toBe(404);
  expect((await app.put(`${path}/${id}`, { name: "Manager", kind: "generic" })).status).toBe(404);
  expect((await app.post(`${path}/${id}/keys`)).status).toBe(404);
  expect((await app.remove(`${path}/${id}`)).status).toBe(404);
  expect((await app.get(path)).text).not.toContain(String(id));
});

test("a key is shown once, and stands in no later answer and no log", async () => {
  await using app = await startReadyApp();
  const { id, key } = await app.makeSource();
  const rotated = (await app.post(`${path}/${id}/keys`)).as(sourceKeySchema).key;
  const later = await Promise.all([path, `${path}/${id}`, `${path}/${id}/problems`].map((at) => app.get(at)));
  const text = [...later.map((answer) => answer.text), ...app.log].join("\n");
  expect(text).not.toContain(key);
  expect(text).not.toContain(rotated);
});

test("a new key works at once, and its predecessor for another day", async () => {
  await using app = await startReadyApp();
  const { id, key: old } = await app.makeSource();
  const rotated = await app.post(`${path}/${id}/keys`);
  expect(rotated.status).toBe(201);
  const { key, previousKeysExpireAt } = rotated.as(sourceKeySchema);
  expect(previousKeysExpireAt).toBe("2026-11-23T12:00:00.000Z");
  const statusWith = async (token: string) => (await app.ingest({ title: "one" }, { token })).status;
  expect([await statusWith(old), await statusWith(key)]).toEqual([202, 202]);
  app.wait(24 * hourMs - 1);
  expect([await statusWith(old), await statusWith(key)]).toEqual([202, 202]);
  app.wait(1);
  expect([await statusWith(old), await statusWith(key)]).toEqual([401, 202]);
});

test("a second rotation does not lengthen the life of the first key", async () => {
  await using app = await startReadyApp();
  const { id, key } = await app.makeSource();
  await app.post(`${path}/${id}/keys`);
  app.wait(23 * hourMs);
  await app.post(`${path}/${id}/keys`);
  app.wait(hourMs);
  expect((await app.ingest({ title: "one" }, { token: key })).status).toBe(401);
});

test("an unknown kind is refused, and the kinds that there are named", async () => {
  await using app = await startReadyApp();
  const answer = await app.post(path, { name: "Splunk", kind: "spelunk" });
  expect(answer).toMatchObject({
    status: 422,
    body: { faults: [{ path: "kind", message: expect.stringContaining("generic, graph-security") }] },
  });
});

test.each([
  ["settings that the kind does not have", { settings: { url: "https://x" } }, ["settings"]],
  ["settings that are no object", { settings: "none" }, ["settings"]],
  ["a name of blanks", { name: "   " }, ["name"]],
  ["a name that is too long", { name: "x".repeat(101) }, ["name"]],
  ["a kind that is no text", { kind: ["generic"] }, ["kind"]],
  ["a kind that every object has", { kind: "constructor" }, ["kind"]],
  ["fields of ours", { id: "1", organizationId: "2", key: "tsk_mine" }, ["id", "organizationId", "key"]],
  ["a key of the language", JSON.parse('{"__proto__":{"kind":"generic"}}'), ["__proto__"]],
])("a source with %s is refused", async (_fault, given, paths) => {
  const body = `{"name":"A","kind":"generic",${JSON.stringify(given).slice(1)}`;
  const answer = await shared.post(path, body);
  expect(answer.status).toBe(422);
  expect((answer.body as { faults: { path: string }[] }).faults.map((fault) => fault.path)).toEqual(paths);
});

test("the kind of a source stays what it is", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeSource("generic");
  expect(await app.put(`${path}/${id}`, { name: "Own scripts", kind: "graph-security" })).toMatchObject({
    status: 422,
    body: { faults: [{ path: "kind" }] },
  });
});

test("every kind is listed with what it is, and with what a source of it may be told", async () => {
  await using app = await startReadyApp();
  const { items } = (await app.get("/api/v1/source-kinds")).as(z.object({ items: z.array(sourceKindResponseSchema) }));
  expect(items.map(({ kind }) => kind).sort()).toEqual(sourceKinds.map(({ kind }) => kind).sort());
  for (const { title, description } of items) expect([title, description]).not.toContain("");
  expect(items.find(({ kind }) => kind === "wazuh")?.settings).toMatchObject({
    type: "object",
    properties: { minimumLevel: { type: "integer", default: 0, maximum: 16 }, idleHours: { default: 24 } },
  });
});

test("a source is told how to read, and told at once what it cannot be told", async () => {
  await using app = await startReadyApp();
  const draft = { name: "Our Wazuh", kind: "wazuh" };
  expect(await app.post("/api/v1/sources", { ...draft, settings: { minimumLevel: 7 } })).toMatchObject({
    status: 201,
    body: { settings: { minimumLevel: 7, idleHours: 24, groupBy: ["rule.id", "agent.id"] } },
  });
  expect(await app.post("/api/v1/sources", { ...draft, settings: { minimumLevel: 70 } })).toMatchObject({
    status: 422,
    body: { faults: [{ path: "settings.minimumLevel" }] },
  });
});

test("sources come in pages", async () => {
  await using app = await startReadyApp();
  for (const name of ["b", "c"]) await app.makeSource("generic", name);
  const names: string[] = [];
  let next: string | null = "";
  while (next !== null) {
    const page: { items: { name: string }[]; next: string | null } = (
      await app.get(`${path}?limit=1${next && `&cursor=${next}`}`)
    ).body as never;
    names.push(...page.items.map(({ name }) => name));
    next = page.next;
  }
  expect(names.sort()).toEqual(["Own scripts", "b", "c"]);
});

test("problems come in pages, each with the payload as it was sent", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeSource();
  for (const body of ['{"severity" : "high"}', "[1, 2]", "{"]) await app.ingest(body);
  const first = await problemsOf(app, id, "?limit=3");
  const second = await problemsOf(app, id, `?limit=3&cursor=${first.next}`);
  expect(second.next).toBeNull();
  const payloads = [...first.items, ...second.items].map(({ payload }) => payload);
  expect(payloads.sort()).toEqual(["1", "2", "{", '{"severity" : "high"}'].sort());
});

test("a payload that can be read by now is taken in once, and then it is settled", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeSource();
  const organizationId = (await app.organization()).id;
  // Kept by an older version that could not read it yet.
  const problemId = await app.stores.intake.keepProblem({
    organizationId: organizationId as never,
    sourceId: id as never,
    index: 0,
    path: "title",
    problem: "is not a text",
    payload: '\ufeff{"title":"Ransomware","externalId":9007199254740993}',
    receivedAt: app.parts.now(),
  });
  app.wait(1_000);
  const answer = await app.post(`${path}/${id}/problems/${problemId}/retry`);
  expect(answer.status).toBe(200);
  expect(answer.as(ingestResponseSchema)).toMatchObject({
    results: [{ change: "opened", externalId: "9007199254740993" }],
    problems: [],
  });
  expect((await problemsOf(app, id)).items).toMatchObject([{ id: problemId, resolvedAt: "2026-11-22T12:00:01.000Z" }]);
  expect((await app.post(`${path}/${id}/problems/${problemId}/retry`)).status).toBe(409);
  expect(await app.incidents()).toHaveLength(1);
});

test("of many retries at once one takes the payload in", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  const { id } = await app.makeSource();
  const problemId = await app.stores.intake.keepProblem({
    organizationId: (await app.organization()).id as never,
    sourceId: id as never,
    index: 0,
    path: "",
    problem: "could not be read",
    payload: '{"title":"Ransomware"}',
    receivedAt: app.parts.now(),
  });
  const retries = Array.from({ length: 10 }, () => app.post(`${path}/${id}/problems/${problemId}/retry`));
  const statuses = (await Promise.all(retries)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([200, ...Array(9).fill(409)]);
  expect(((await app.get("/api/v1/deliveries")).body as { items: unknown[] }).items).toHaveLength(1);
});

test.each([
  ["without a title", '{"severity":"high"}', "title"],
  ["that is no JSON", '{"title":', undefined],
])("a payload %s still cannot be read, and stays as it is", async (_case, body, at) => {
  await using app = await startReadyApp();
  const { id } = await app.makeSource();
  await app.ingest(body);
  const before = await problemsOf(app, id);
  const answer = await app.post(`${path}/${id}/problems/${before.items[0]?.id}/retry`);
  expect(answer.status).toBe(422);
  if (at !== undefined) expect(answer.body).toMatchObject({ faults: [{ path: at }] });
  expect(await problemsOf(app, id)).toEqual(before);
});

test("a problem of another source, or that there is not, cannot be tried again", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeSource();
  await app.ingest("[1]");
  const [problem] = (await problemsOf(app, id)).items;
  const other = await app.makeSource();
  for (const at of [`${other.id}/problems/${problem?.id}`, `${id}/problems/none`, `none/problems/${problem?.id}`]) {
    expect((await app.post(`${path}/${at}/retry`)).status).toBe(404);
  }
});

test("another organization's sources are not there", async () => {
  await using two = await startTwoOrganizations();
  const { app, foreignToken: token } = two;
  const { id, key } = await app.makeSource();
  await app.ingest("[1]", { token: key });
  const [problem] = (await problemsOf(app, id)).items;
  const draft = { name: "Taken over", kind: "generic" };
  const answers = await Promise.all([
    app.get(`${path}/${id}`, { token }),
    app.put(`${path}/${id}`, draft, { token }),
    app.remove(`${path}/${id}`, { token }),
    app.post(`${path}/${id}/keys`, undefined, { token }),
    app.get(`${path}/${id}/problems`, { token }),
    app.post(`${path}/${id}/problems/${problem?.id}/retry`, undefined, { token }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(404));
  expect((await app.get(path, { token })).body).toEqual({ items: [], next: null });
  expect((await app.get(`${path}/${id}`)).body).toMatchObject({ name: "Own scripts" });
});

test("a foreign organization's key brings incidents to that organization alone", async () => {
  await using two = await startTwoOrganizations();
  const { app, foreignToken: token } = two;
  const made = await app.post(path, { name: "Theirs", kind: "generic" }, { token });
  await app.ingest({ title: "Theirs" }, { token: (made.body as { key: string }).key });
  expect(await app.incidents()).toEqual([]);
  expect((await app.get("/api/v1/incidents", { token })).body).toMatchObject({
    items: [{ title: "Theirs", number: 1 }],
  });
});

import { problemMovedSchema, problemsRetriedSchema } from "@tocsin/core/intake";
import { pageSchema } from "@tocsin/core/kernel";
import { payloadProblemResponseSchema, sourceResponseSchema } from "@tocsin/core/sources";
import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const path = "/api/v1/sources";

const aWazuhAlert = {
  timestamp: "2026-11-22T11:59:00.000+0000",
  rule: { id: "5712", level: 10, description: "SSH brute force", groups: ["sshd"] },
  agent: { id: "003", name: "web-1" },
};

const problemsOf = async (app: TestApp, id: string) =>
  (await app.get(`${path}/${id}/problems`)).as(pageSchema(payloadProblemResponseSchema)).items;
const sourceOf = async (app: TestApp, id: string) => (await app.get(`${path}/${id}`)).as(sourceResponseSchema);

const postedWrongly = async (app: TestApp, body: unknown = aWazuhAlert) => {
  const { id } = await app.makeSource();
  const answer = await app.ingest(body);
  const [problem] = await problemsOf(app, id);
  if (!problem) throw new Error("No problem was kept");
  return { id, answer, problem, at: `${path}/${id}/problems/${problem.id}` };
};

test("a payload of another kind is kept as a problem that names it, and is counted beside its source", async () => {
  await using app = await startReadyApp();
  const { id, answer, problem } = await postedWrongly(app);
  expect(answer).toMatchObject({ status: 422, body: { problems: [{ looksLike: "wazuh" }] } });
  expect(problem).toMatchObject({
    looksLike: "wazuh",
    problem: "looks like Wazuh (wazuh), and this source is of the kind generic: move it to a source of that kind",
    payloadLength: JSON.stringify(aWazuhAlert).length,
  });
  expect(await sourceOf(app, id)).toMatchObject({ openProblems: 1, state: "well" });
  expect(await app.incidents()).toEqual([]);
});

test("one call moves it to a new source of its kind, whose key is shown, and it becomes an incident there", async () => {
  await using app = await startReadyApp();
  const { id, at } = await postedWrongly(app);
  const moved = (await app.post(`${at}/move`, { newSource: { name: "Wazuh" } })).as(problemMovedSchema);
  expect(moved).toMatchObject({
    source: { name: "Wazuh", kind: "wazuh" },
    key: expect.stringMatching(/^tsk_/),
    taken: { results: [{ change: "opened" }], problems: [] },
  });
  expect(await app.incidents()).toMatchObject([{ title: "SSH brute force", sourceId: moved.source.id }]);
  expect((await sourceOf(app, id)).openProblems).toBe(0);
  expect((await app.post(`${at}/move`, { newSource: { name: "Wazuh" } })).status).toBe(409);
  const again = await app.ingest(aWazuhAlert, { token: moved.key ?? "" });
  expect(again).toMatchObject({ status: 202, body: { results: [{ change: "unchanged" }] } });
});

test("it can be moved to a source that is there, its envelope taken apart as if it had been posted to it", async () => {
  await using app = await startReadyApp();
  const made = await app.post(path, { name: "Manager", kind: "wazuh" });
  const { id: target } = made.body as { id: string };
  const hits = {
    hits: {
      hits: [
        { _id: "a", _source: aWazuhAlert },
        { _id: "b", _source: aWazuhAlert },
      ],
    },
  };
  const { at } = await postedWrongly(app, hits);
  const moved = (await app.post(`${at}/move`, { sourceId: target })).as(problemMovedSchema);
  expect(moved.key).toBeNull();
  expect(moved.taken.results).toHaveLength(2);
});

test("what cannot be read there either stays where it was, and no source is made for it", async () => {
  await using app = await startReadyApp();
  const { id, at } = await postedWrongly(app);
  const before = (await app.get(path)).text;
  expect((await app.post(`${at}/move`, { newSource: { name: "Hive", kind: "thehive" } })).status).toBe(422);
  expect((await app.post(`${at}/move`, { newSource: { name: "Nothing", kind: "nothing" } })).status).toBe(422);
  expect((await app.post(`${at}/move`, { sourceId: "none" })).status).toBe(404);
  expect((await app.get(path)).text).toBe(before);
  expect(await problemsOf(app, id)).toMatchObject([{ resolvedAt: null }]);
});

test("of a payload that looks like none in particular the new source’s kind must be said", async () => {
  await using app = await startReadyApp();
  const { at } = await postedWrongly(app, { headline: "?" });
  const answer = await app.post(`${at}/move`, { newSource: { name: "What" } });
  expect(answer).toMatchObject({ status: 422, body: { faults: [{ path: "newSource.kind" }] } });
});

test("after a fix all that was kept is taken in with one call, and what still cannot be read stays", async () => {
  await using app = await startReadyApp();
  const { id } = await app.makeSource();
  await app.ingest(Array.from({ length: 30 }, (_, index) => ({ headline: `Alarm ${index}` })));
  await app.ingest([{ nothing: true }]);
  expect((await sourceOf(app, id)).openProblems).toBe(31);
  const settings = { mapping: { incident: { title: "headline" } } };
  expect((await app.put(`${path}/${id}`, { name: "Alarms", kind: "generic", settings })).status).toBe(200);
  const retried = (await app.post(`${path}/${id}/problems/retry`)).as(problemsRetriedSchema);
  expect(retried).toEqual({ tried: 31, taken: 30, next: null });
  expect((await sourceOf(app, id)).openProblems).toBe(1);
  expect(await app.incidents("?limit=100")).toHaveLength(30);
  expect((await app.post(`${path}/${id}/problems/retry`)).as(problemsRetriedSchema)).toMatchObject({
    tried: 1,
    taken: 0,
  });
});

test("a list shows the beginning of a long payload, and the problem by itself all of it", async () => {
  await using app = await startReadyApp();
  const { problem, at } = await postedWrongly(app, { long: "x".repeat(50_000) });
  expect([problem.payload.length, problem.payloadLength]).toEqual([10_000, 50_011]);
  const whole = (await app.get(at)).as(payloadProblemResponseSchema);
  expect(JSON.parse(whole.payload)).toEqual({ long: "x".repeat(50_000) });
});

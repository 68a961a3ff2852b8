import { payloadPreviewResponseSchema } from "@tocsin/core/intake";
import { afterAll, expect, test } from "vitest";
import { startReadyApp } from "../testing/start-test-app.ts";

const app = await startReadyApp();
afterAll(() => app[Symbol.asyncDispose]());

const path = "/api/v1/sources/preview";
const preview = async (kind: string, payload: string, settings?: unknown) =>
  (await app.post(path, { kind, payload, ...(settings === undefined ? {} : { settings }) })).as(
    payloadPreviewResponseSchema,
  );

const anAlarm = { headline: "Door forced", prio: "P1", machine: "GATE-7" };
const mapping = {
  when: "always",
  incident: { title: "headline", severity: { from: "prio", values: { P1: "critical" } } },
  evidence: [{ type: "device", name: "machine" }],
};

test("a pasted payload shows the incident that it would make, and nothing is stored", async () => {
  const { documents, count } = await preview("generic", JSON.stringify(anAlarm), { mapping });
  expect(count).toBe(1);
  expect(documents).toMatchObject([
    {
      outcome: "incident",
      incident: {
        title: "Door forced",
        severity: "critical",
        severityText: "P1",
        status: "active",
        gathering: null,
        alerts: [{ title: "Door forced", evidence: [{ type: "device", name: "GATE-7" }] }],
      },
    },
  ]);
  expect(await app.incidents()).toEqual([]);
});

test("it shows the fields to choose from and a draft of a mapping, also while the kind cannot read the payload", async () => {
  const { documents, fields, suggestion } = await preview("generic", JSON.stringify(anAlarm));
  expect(documents).toMatchObject([{ outcome: "problem", path: "title" }]);
  expect(fields).toEqual([
    { path: "headline", example: "Door forced" },
    { path: "prio", example: "P1" },
    { path: "machine", example: "GATE-7" },
  ]);
  expect(suggestion).toMatchObject({
    incident: { title: "headline" },
    evidence: [{ type: "device", name: "machine" }],
  });
});

test("a kind’s own envelope, lists and lines are taken apart as an ingest does", async () => {
  const finding = { finding: { name: "f1", category: "Malware", state: "ACTIVE", severity: "HIGH" } };
  const listed = await preview("gcp-scc", JSON.stringify({ listFindingsResults: [finding, finding] }));
  expect(listed).toMatchObject({
    count: 2,
    documents: [{ incident: { title: "Malware", severity: "high", gathering: { idleHours: 24 } } }, {}],
  });
  const lines = await preview("generic", '{"title":"a"}\n{"title":"b"}\n');
  expect(lines).toMatchObject({ documents: [{ incident: { title: "a" } }, { incident: { title: "b" } }] });
});

test("what is no JSON says where it ends being any", async () => {
  const { documents, suggestion } = await preview("generic", '{"title": oops}');
  expect(documents).toEqual([{ outcome: "problem", path: "", problem: expect.stringContaining("is not JSON") }]);
  expect(suggestion).toBeNull();
});

test("of many documents it shows the first and counts all", async () => {
  const { documents, count } = await preview(
    "generic",
    JSON.stringify(Array.from({ length: 50 }, () => ({ title: "x" }))),
  );
  expect([documents.length, count]).toEqual([10, 50]);
});

test("a fault in the settings is named with its place", async () => {
  const faulty = { mapping: { incident: { title: "a[" } } };
  const answer = await app.post(path, { kind: "wazuh", payload: "{}", settings: faulty });
  const message = expect.stringContaining("cannot be read from character 2");
  expect(answer).toMatchObject({
    status: 422,
    body: { faults: [{ path: "settings.mapping.incident.title", message }] },
  });
});

test("a mapping is kept with its source, and reads what is posted to it", async () => {
  await using own = await startReadyApp();
  const made = await own.post("/api/v1/sources", { name: "Gates", kind: "generic", settings: { mapping } });
  const { key, id } = made.body as { key: string; id: string };
  const taken = await own.ingest(anAlarm, { token: key });
  expect(taken).toMatchObject({ status: 202, body: { results: [{ change: "opened" }], problems: [] } });
  const [incident] = await own.incidents();
  expect(incident).toMatchObject({ title: "Door forced", severity: "critical", sourceId: id });
});

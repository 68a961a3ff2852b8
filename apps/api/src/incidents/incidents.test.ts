import { incidentResponseSchema, incidentSummarySchema } from "@tocsin/core/incidents";
import { pageSchema } from "@tocsin/core/kernel";
import { afterAll, expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";
import { startTwoOrganizations } from "../testing/start-two-organizations.ts";

const path = "/api/v1/incidents";

const startWithQueue = async (): Promise<TestApp> => {
  const app = await startReadyApp();
  for (const [title, severity, status] of [
    ["one", "low", "active"],
    ["two", "high", "active"],
    ["three", "critical", "inProgress"],
    ["four", "high", "resolved"],
  ]) {
    app.wait(1_000);
    await app.ingest({ externalId: title, title, severity, status });
  }
  return app;
};

/** For tests of which none leaves anything behind. */
const queue = await startWithQueue();
afterAll(() => queue[Symbol.asyncDispose]());

test.each([
  ["", ["four", "three", "two", "one"]],
  ["?severity=high", ["four", "two"]],
  ["?severity=high,low", ["four", "two", "one"]],
  ["?severity=high&severity=low", ["four", "two", "one"]],
  ["?status=active", ["two", "one"]],
  ["?status=active&severity=high", ["two"]],
  ["?status=awaitingAction", []],
  ["?limit=2", ["four", "three"]],
  ["?unknown=1", ["four", "three", "two", "one"]],
])("the queue %s shows what was asked for, latest change first", async (query, titles) => {
  expect((await queue.incidents(query)).map(({ title }) => title)).toEqual(titles);
});

test("an incident that changes comes to the front", async () => {
  await using app = await startWithQueue();
  app.wait(1_000);
  await app.ingest({ externalId: "one", title: "one", severity: "critical" });
  expect((await app.incidents())[0]).toMatchObject({
    title: "one",
    severity: "critical",
    highestSeverity: "critical",
    firstSeenAt: "2026-11-22T12:00:01.000Z",
    lastChangeAt: "2026-11-22T12:00:05.000Z",
  });
});

test("pages neither repeat nor skip, though incidents come in between", async () => {
  await using app = await startWithQueue();
  const first = (await app.get(`${path}?limit=2`)).as(pageSchema(incidentSummarySchema));
  await app.ingest({ externalId: "five", title: "five" });
  const second = (await app.get(`${path}?limit=2&cursor=${first.next}`)).as(pageSchema(incidentSummarySchema));
  expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(["four", "three", "two", "one"]);
  expect(second.next).toBeNull();
});

test.each([
  ["?limit=0", 422],
  ["?limit=201", 422],
  ["?limit=1.5", 422],
  ["?limit=", 422],
  ["?limit=1&limit=2", 422],
  ["?limit=all", 422],
  ["?cursor=a&cursor=b", 422],
  ["?cursor=nonsense", 400],
  ["?cursor=1.2.3", 400],
  ["?severity=severe", 422],
  ["?severity=high&severity=severe", 422],
  ["?status=%00", 422],
  ["?severity[]=high", 200],
  ["?__proto__=1&constructor=2", 200],
  ["?%", 200],
])("a query of %s is answered with %d", async (query, status) => {
  expect((await queue.get(`${path}${query}`)).status).toBe(status);
});

test("an incident is shown whole, each device with the name of its group", async () => {
  await using app = await startReadyApp();
  const conditions = [{ property: "name", operator: "startsWith", values: ["srv"] }];
  await app.post("/api/v1/device-groups", { name: "Servers", conditions });
  const incident = await app.raise({
    description: "Files are renamed",
    severity: "Severe!",
    status: "active",
    url: "https://portal.example/incidents/1",
    tags: ["plant-7"],
    alerts: [
      {
        externalId: "a-1",
        title: "Many files renamed",
        severity: "high",
        category: "Ransomware",
        techniques: ["T1486"],
        createdAt: "2026-11-22T11:00:00.1234567Z",
        evidence: [
          { type: "device", name: "SRV-1", os: "Linux" },
          { type: "device", name: "laptop-9" },
          { type: "user", name: "a@contoso.example" },
        ],
      },
    ],
  });
  expect(incident).toMatchObject({
    number: 1,
    title: "Ransomware",
    severity: "high",
    severityText: "Severe!",
    status: "active",
    statusText: "active",
    portalUrl: "https://portal.example/incidents/1",
    tags: ["plant-7"],
    categories: ["Ransomware"],
    familyId: incident.id,
    alerts: [{ title: "Many files renamed", techniques: ["T1486"], createdAt: "2026-11-22T11:00:00.123Z" }],
    changes: [{ seq: 1, kinds: ["opened"], at: "2026-11-22T12:00:00.000Z" }],
  });
  const evidence = incident.alerts[0]?.evidence.map(({ name, deviceGroup }) => [name, deviceGroup]);
  expect(evidence).toHaveLength(3);
  expect(new Map(evidence as [string, string][])).toEqual(
    new Map([
      ["SRV-1", "Servers"],
      ["laptop-9", "Ungrouped devices"],
      ["a@contoso.example", null],
    ]),
  );
});

test.each(["not-there", "1042", "%2e%2e", "..%2f..%2fetc%2fpasswd", "a b", "x".repeat(65), "é", "%00"])(
  "an incident that there is not, or whose id cannot be one, is not found: %s",
  async (id) => {
    const answers = await Promise.all([queue.get(`${path}/${id}`), queue.get(`${path}/${id}/explanations`)]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404]);
  },
);

test("another organization's incident answers as one that there is not", async () => {
  await using two = await startTwoOrganizations();
  const { app, foreignToken: token } = two;
  const { id } = await app.raise();
  const foreign = await app.get(`${path}/${id}`, { token });
  const missing = await app.get(`${path}/00000000-0000-7000-8000-000000000000`, { token });
  expect(foreign.status).toBe(404);
  expect({ ...(foreign.body as object), requestId: "" }).toEqual({ ...(missing.body as object), requestId: "" });
  expect((await app.get(`${path}/${id}/explanations`, { token })).status).toBe(404);
  expect((await app.get(path, { token })).body).toEqual({ items: [], next: null, total: 0 });
});

test("an incident without alerts is shown with none", async () => {
  await using app = await startReadyApp();
  const incident = await app.raise();
  expect((await app.get(`${path}/${incident.id}`)).as(incidentResponseSchema).alerts).toEqual([]);
});

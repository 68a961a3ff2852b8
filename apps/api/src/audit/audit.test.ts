import { auditEntrySchema, chainVerdictSchema } from "@tocsin/core/audit";
import { pageSchema } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

const page = pageSchema(auditEntrySchema);

const started = async () => {
  const app = await startReadyApp();
  const { id } = await app.makeRule({ name: "Servers" });
  await app.call("PUT", `/api/v1/notification-rules/${id}`, {
    body: { name: "All servers", recipients: [{ address: "soc@contoso.example" }] },
  });
  await app.post("/api/v1/silences", { comment: "Patch night", endsAt: "2026-11-23T00:00:00Z" });
  return { app, ruleId: id };
};

const found = async (app: TestApp, query: string): Promise<readonly string[]> =>
  (await app.get(`/api/v1/audit?${query}`)).as(page).items.map(({ action }) => action);

test("the log is searched by person, action, object, outcome and time", async () => {
  const { app, ruleId } = await started();
  await using _app = app;
  const rules = ["PUT /api/v1/notification-rules/{id}", "POST /api/v1/notification-rules"];
  const silence = "POST /api/v1/silences";
  expect(await found(app, `object=${ruleId}`)).toEqual(rules);
  expect(await found(app, "object=silence")).toEqual([silence]);
  expect(await found(app, "action=silences.manage")).toEqual([silence]);
  expect(await found(app, "action=put")).toEqual(rules.slice(0, 1));
  expect(await found(app, "actor=ada")).toEqual([silence, ...rules, "POST /api/v1/sources"]);
  expect(await found(app, "actor=eve")).toEqual([]);
  expect(await found(app, "outcome=denied")).toEqual([]);
  expect((await app.get("/api/v1/notification-rules/of-nobody")).status).toBe(404);
  expect(await found(app, "outcome=denied")).toEqual([]);
  await app.remove(`/api/v1/notification-rules/${ruleId}`);
  expect((await app.get(`/api/v1/notification-rules/${ruleId}`)).status).toBe(404);
  expect(await found(app, "outcome=denied")).toEqual(["GET /api/v1/notification-rules/{id}"]);
  expect(await found(app, "from=2026-11-22T12:00:00.001Z")).toEqual([]);
  expect(await found(app, "to=2026-11-22T11:59:59.999Z")).toEqual([]);
  expect((await app.get("/api/v1/audit?from=yesterday")).status).toBe(422);
});

test("what was changed says what it was before and what it became", async () => {
  const { app, ruleId } = await started();
  await using _app = app;
  const [entry] = (await app.get(`/api/v1/audit?object=${ruleId}`)).as(page).items;
  expect(entry).toMatchObject({ before: { name: "Servers" }, after: { name: "All servers" } });
});

test("pages go on to the first entry, each entry once", async () => {
  const { app } = await started();
  await using _app = app;
  const seen: number[] = [];
  let path: string | null = "/api/v1/audit?limit=1";
  while (path !== null) {
    const { items, next } = page.parse((await app.get(path)).body);
    seen.push(...items.map(({ seq }) => seq));
    path = next && `/api/v1/audit?limit=1&cursor=${next}`;
  }
  expect(seen).toEqual([4, 3, 2, 1]);
  expect((await app.get("/api/v1/audit?cursor=x")).status).toBe(400);
});

test("an export holds every entry as a line, as the list shows it", async () => {
  const { app } = await started();
  await using _app = app;
  const answer = await app.get("/api/v1/audit/export?object=rule");
  expect(answer.headers.get("content-disposition")).toContain("audit.ndjson");
  const lines = answer.text.trimEnd().split("\n");
  const { items } = (await app.get("/api/v1/audit?object=rule")).as(page);
  expect(lines.map((line) => JSON.parse(line))).toEqual(items);
  expect(lines).toHaveLength(2);
});

test("a row that was tampered with is named; until then the log is whole", async () => {
  const { app } = await started();
  await using _app = app;
  const verify = async () => (await app.get("/api/v1/audit/verify")).as(chainVerdictSchema);
  expect(await verify()).toMatchObject({ whole: true, entries: 4, head: { seq: 4 }, fault: null });
  const { sqlite } = app.stores.parts;
  sqlite.exec("DROP TRIGGER audit_entries_stay; UPDATE audit_entries SET after = '{}' WHERE seq = 2");
  expect(await verify()).toMatchObject({ whole: false, fault: { seq: 2, fault: "changed" } });
});

import { expect, test } from "vitest";
import { startReadyApp, type TestApp } from "../testing/start-test-app.ts";

/** How many rows each table has, but for those that hold no trace of an incident. */
const rowsOf = ({ stores }: TestApp) => {
  const { sqlite } = stores.parts;
  const tables = sqlite
    .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
    .pluck()
    .all() as string[];
  // Jobs name deliveries that may be gone, which whoever takes them finds out; recipients belong to the rules;
  // who played and removed it stays in the audit. How SQLite keeps an index of words is its own affair: it clears up later.
  const kept = tables.filter(
    (name) => !/^(?:audit_entries|jobs|recipients|__drizzle.*|evidence_words_(?:data|idx))$/.test(name),
  );
  return Object.fromEntries(kept.map((name) => [name, sqlite.prepare(`select count(*) from ${name}`).pluck().get()]));
};

test("an attack is played by the road that every payload takes: it grows, rises, and tells", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ severities: ["high", "critical"] });
  expect((await app.post("/api/v1/demo")).body).toMatchObject({ seconds: 58, payloads: 6 });
  expect(await app.incidents()).toMatchObject([
    { title: "Demo: multi-stage intrusion from a phishing mail", severity: "high" },
  ]);
  await app.catchUp();
  const severities = (await app.incidents()).map(({ severity }) => severity).sort();
  expect(severities).toEqual(["critical", "high", "medium"]);
  expect((await app.get("/api/v1/demo")).body).toMatchObject({ incidents: 3, lastReceivedAt: expect.any(String) });
  const { body } = await app.get("/api/v1/sources");
  expect(body).toMatchObject({
    items: expect.arrayContaining([expect.objectContaining({ name: "Demo", demo: true })]),
  });
});

test("removing the demo leaves no row behind, and a real incident as it was", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  const real = await app.raise({ alerts: [{ title: "x", evidence: [{ type: "device", name: "srv-files-01" }] }] });
  const before = rowsOf(app);
  await app.post("/api/v1/demo");
  await app.catchUp();
  expect(rowsOf(app)).not.toEqual(before);
  const removed = await app.remove("/api/v1/demo");
  expect(removed.body).toMatchObject({ incidents: 3, deliveries: expect.any(Number) });
  expect(rowsOf(app)).toEqual(before);
  expect((await app.get(`/api/v1/incidents/${real.id}`)).status).toBe(200);
  expect((await app.get("/api/v1/demo")).body).toEqual({ incidents: 0, deliveries: 0, lastReceivedAt: null });
});

test("a demo that an older version played is removed with what only that version keeps of it", async () => {
  await using app = await startReadyApp();
  const before = rowsOf(app);
  await app.post("/api/v1/demo");
  const { sqlite } = app.stores.parts;
  sqlite.exec("insert into evidence select organization_id, 'device', 'srv-older', id from incidents");
  expect((await app.remove("/api/v1/demo")).status).toBe(200);
  expect(rowsOf(app)).toEqual(before);
});

test("an attack that is removed while it plays does not go on", async () => {
  await using app = await startReadyApp();
  await app.post("/api/v1/demo");
  await app.remove("/api/v1/demo");
  await app.catchUp();
  expect(await app.incidents()).toEqual([]);
});

test("a rule that tells once per incident tells of the next attack, and of real incidents, as if none had been", async () => {
  await using app = await startReadyApp();
  await app.makeRule({ frequency: { kind: "oncePerIncident" } });
  const mails = async () => ((await app.get("/api/v1/deliveries")).body as { items: unknown[] }).items.length;
  await app.post("/api/v1/demo");
  expect(await mails()).toBe(1);
  await app.remove("/api/v1/demo");
  expect(await mails()).toBe(0);
  await app.post("/api/v1/demo");
  expect(await mails()).toBe(1);
  await app.raise();
  expect(await mails()).toBe(2);
});

test("the worker knows which mails are a demo's, also one that is sent once more", async () => {
  await using app = await startReadyApp();
  await app.makeRule();
  await app.post("/api/v1/demo");
  const [demo] = ((await app.get("/api/v1/deliveries")).body as { items: { id: string }[] }).items;
  await app.raise();
  const [real] = ((await app.get("/api/v1/deliveries")).body as { items: { id: string }[] }).items;
  expect(await app.stores.demo.isDemo(demo?.id ?? "")).toBe(true);
  expect(await app.stores.demo.isDemo(real?.id ?? "")).toBe(false);
});

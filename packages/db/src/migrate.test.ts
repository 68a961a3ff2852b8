import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { anIncoming, noon } from "@tocsin/core/testing";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { expect, test } from "vitest";
import { beginningWith } from "./incidents/evidence-words.ts";
import { appliedVersion, latestVersion, migrate } from "./migrate.ts";
import { type Connection, openConnection } from "./open.ts";
import { isMigrated } from "./open-stores.ts";
import { migrationsFolder, openScene, openTestStores, temporaryFolder } from "./testing/index.ts";
import { inOtherProcess } from "./testing/other-process.ts";

const schemaOf = ({ sqlite }: Connection) =>
  sqlite.prepare("select type, name, sql from sqlite_master order by name").all();

const journalOf = ({ sqlite }: Connection) =>
  sqlite.prepare("select created_at from __drizzle_migrations").pluck().all();

const applied = (path: string) => {
  const connection = openConnection(path);
  const found = { schema: schemaOf(connection), journal: journalOf(connection) };
  connection.sqlite.close();
  return found;
};

test("migrating twice changes nothing", () => {
  const connection = openConnection(":memory:");
  migrate(connection, migrationsFolder);
  const once = { schema: schemaOf(connection), journal: journalOf(connection) };
  migrate(connection, migrationsFolder);
  expect({ schema: schemaOf(connection), journal: journalOf(connection) }).toEqual(once);
  expect(once.journal.at(-1)).toBe(latestVersion(migrationsFolder));
  expect(new Set(once.journal).size).toBe(once.journal.length);
  connection.sqlite.close();
});

test("redirects from before they had a column are followed from it as well", async () => {
  await using scene = await openScene();
  const report = (externalId: string, redirectTo: string | null, at: number) =>
    scene.record(anIncoming({ externalId, at: noon + at, facts: { redirectTo, title: externalId } }));
  for (const [at, [of, to]] of [
    ["a", "b"],
    ["b", "c"],
    ["d", "a"],
    ["d", null],
    ["e", "e"],
  ].entries()) {
    await report(of ?? "", to ?? null, at);
  }
  const { sqlite } = scene.parts;
  const redirects = () =>
    sqlite.prepare("select external_id, redirect_to_id from incidents order by external_id").all();
  const before = redirects();
  sqlite.exec("update incidents set redirect_to_id = null, redirect_since = null");
  const move = readdirSync(migrationsFolder).find((name) => name.endsWith("redirects-of-before.sql")) ?? "";
  sqlite.exec(readFileSync(join(migrationsFolder, move), "utf8"));
  expect(redirects()).toEqual(before);
  await report("b", null, 9);
  const families = sqlite.prepare("select count(distinct family_id) from incidents").pluck().get();
  expect([before.length, families]).toEqual([5, 4]);
});

test("processes that start together end in one schema", { timeout: 60_000 }, async () => {
  await using once = await temporaryFolder();
  await openTestStores({ path: once.database }).close();
  await using folder = await temporaryFolder();
  const gate = openConnection(folder.database);
  gate.sqlite.exec("create table __drizzle_migrations (id serial primary key, hash text not null, created_at numeric)");
  // Everybody who comes while the lock is held finds an empty journal.
  gate.sqlite.exec("BEGIN IMMEDIATE");
  const others = [1, 2].map(() => inOtherProcess("migrate", { path: folder.database }));
  await Promise.all(others.map(({ ready }) => ready));
  await wait(200);
  gate.sqlite.exec("COMMIT");
  gate.sqlite.close();
  expect(await Promise.all(others.map(({ answer }) => answer))).toEqual(["migrated", "migrated"]);
  expect(applied(folder.database)).toEqual(applied(once.database));
});

test("a process that waits for the migration of another may look at any moment", { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const waiting = inOtherProcess("awaitMigration", { path: folder.database });
  await waiting.ready;
  await using _ = openTestStores({ path: folder.database });
  expect(await waiting.answer).toBe("migrated");
});

test("a migration that fails leaves nothing behind, and can be made again", async () => {
  const connection = openConnection(":memory:");
  // In the way of one of the last statements.
  connection.sqlite.exec("create table sources_organization (a)");
  expect(() => migrate(connection, migrationsFolder)).toThrow("there is already a table named sources_organization");
  const remains = schemaOf(connection).map((row) => (row as { name: string }).name);
  expect(remains.filter((name) => !name.startsWith("__drizzle") && !name.startsWith("sqlite_"))).toEqual([
    "sources_organization",
  ]);
  expect(appliedVersion(connection.sqlite)).toBe(0);
  connection.sqlite.exec("drop table sources_organization");
  migrate(connection, migrationsFolder);
  expect(appliedVersion(connection.sqlite)).toBe(latestVersion(migrationsFolder));
  connection.sqlite.close();
});

test("rows that moved to leaner tables are all there, and evidence is found by its words", () => {
  const connection = openConnection(":memory:");
  const { sqlite } = connection;
  const [first] = readMigrationFiles({ migrationsFolder });
  for (const statement of first?.sql ?? []) sqlite.exec(statement);
  sqlite.exec(`
    create table __drizzle_migrations (id serial primary key, hash text not null, created_at numeric);
    insert into __drizzle_migrations (hash, created_at) values ('first', ${first?.folderMillis});
    pragma foreign_keys = off;
    insert into evidence (incident_id, alert_key, type, key, organization_id, name)
      values ('i', 'a-1', 'device', 'srv-1', 'o', 'SRV-1'), ('i', 'a-2', 'device', 'srv-1', 'o', 'srv-1');
    insert into told (rule_id, incident_id, change_id, at, severity) values ('r', 'i', 'c', 7, 'high');
    insert into delivery_causes (change_id, address, rule_id, delivery_id) values ('c', 'a@x.example', 'r', 'd');
    insert into incident_device_groups (incident_id, device_group_id) values ('i', 'g');
    insert into jobs (id, name, payload, due_at) values ('j', 'delivery.attempt', '{}', 7);
    insert into attempts (delivery_id, number, redrive, fence, transport, destination, started_at)
      values ('d', 1, 0, 1, 'smtp', 'mx:25', 7);
  `);
  migrate(connection, migrationsFolder);
  const rows = (table: string) => sqlite.prepare(`select * from ${table}`).all();
  const pointingAt = (text: string) =>
    sqlite
      .prepare("select incident_id from evidence_words where evidence_words match ?")
      .pluck()
      .all(beginningWith(text));
  expect(pointingAt("srv-")).toEqual(["i"]);
  // As a program of before writes it, while it is being replaced.
  sqlite.exec("insert into evidence values ('o', 'mailMessage', 'srv-é', 'j') on conflict do nothing");
  expect(pointingAt("srv-")).toEqual(["i", "j"]);
  expect(rows("told")).toEqual([{ rule_id: "r", incident_id: "i", change_id: "c", at: 7, severity: "high" }]);
  for (const table of ["delivery_causes", "incident_device_groups", "jobs", "attempts"]) {
    expect(rows(table)).toHaveLength(1);
  }
  sqlite.close();
});

test("an older program leaves the tables of a newer one alone", () => {
  const connection = openConnection(":memory:");
  migrate(connection, migrationsFolder);
  const newer = latestVersion(migrationsFolder) + 1;
  connection.sqlite.prepare("insert into __drizzle_migrations (hash, created_at) values ('x', ?)").run(newer);
  migrate(connection, migrationsFolder);
  expect(appliedVersion(connection.sqlite)).toBe(newer);
  connection.sqlite.close();
});

test("a database counts as migrated once it is, not when its file appears", async () => {
  await using folder = await temporaryFolder();
  const at = { path: folder.database, migrationsFolder };
  const seen = [isMigrated(at)];
  writeFileSync(folder.database, "");
  seen.push(isMigrated(at));
  await openTestStores({ path: folder.database }).close();
  seen.push(isMigrated(at));
  expect(seen).toEqual([false, false, true]);
});

test("looking whether a database is migrated makes no file", async () => {
  await using folder = await temporaryFolder();
  expect(isMigrated({ path: `${folder.database}.d/tocsin.db`, migrationsFolder })).toBe(false);
});

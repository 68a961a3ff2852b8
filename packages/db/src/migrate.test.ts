import { writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { appliedVersion, latestVersion, migrate } from "./migrate.ts";
import { type Connection, openConnection } from "./open.ts";
import { isMigrated } from "./open-stores.ts";
import { migrationsFolder, openTestStores, temporaryFolder } from "./testing/index.ts";
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

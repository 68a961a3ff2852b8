import { setTimeout as wait } from "node:timers/promises";
import SQLite from "better-sqlite3";
import { expect, test } from "vitest";
import { assertSqliteVersion, openConnection } from "./open.ts";
import { temporaryFolder } from "./testing/index.ts";
import { inOtherProcess } from "./testing/other-process.ts";

const pragmas = ["journal_mode", "synchronous", "foreign_keys", "busy_timeout", "wal_autocheckpoint"] as const;

const settingsOf = (path: string) => {
  const { sqlite } = openConnection(path);
  return {
    settings: Object.fromEntries(pragmas.map((name) => [name, sqlite.pragma(name, { simple: true })])),
    close: () => sqlite.close(),
  };
};

test("every connection to a file is durable, and lets its log grow alike, not only the one that made it", async () => {
  await using folder = await temporaryFolder();
  const opened = [1, 2, 3].map(() => settingsOf(folder.database));
  for (const { close } of opened) close();
  const reopened = settingsOf(folder.database);
  reopened.close();
  const expected = {
    journal_mode: "wal",
    synchronous: 2,
    foreign_keys: 1,
    busy_timeout: 100,
    wal_autocheckpoint: 4_000,
  };
  expect([...opened, reopened].map(({ settings }) => settings)).toEqual([expected, expected, expected, expected]);
});

test("a database in a folder that does not exist yet makes the folder", async () => {
  await using folder = await temporaryFolder();
  const { sqlite } = openConnection(`${folder.database}.d/below/tocsin.db`);
  expect(sqlite.pragma("journal_mode", { simple: true })).toBe("wal");
  sqlite.close();
});

test("a process that opens a new file while another makes it waits for that one", { timeout: 60_000 }, async () => {
  await using folder = await temporaryFolder();
  const maker = new SQLite(folder.database);
  maker.exec("BEGIN IMMEDIATE");
  const other = inOtherProcess("migrate", { path: folder.database });
  await other.ready;
  await wait(200);
  maker.exec("COMMIT");
  maker.close();
  expect(await other.answer).toBe("migrated");
});

test.each(["3.51.3", "3.51.10", "3.52.0", "4.0.0"])("SQLite %s is new enough", (version) => {
  expect(() => assertSqliteVersion(version)).not.toThrow();
});

test.each(["3.51.2", "3.50.9", "3.9.99", "2.99.99", ""])(
  "SQLite ‘%s’, which can corrupt a WAL, is refused",
  (version) => {
    expect(() => assertSqliteVersion(version)).toThrow(`SQLite ${version} is too old: 3.51.3 is needed`);
  },
);

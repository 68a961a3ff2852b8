import { appendFileSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import SQLite from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../testing/index.ts";
import { watchCommits } from "./watch-commits.ts";

const aWhile = { timeout: 20_000, interval: 2 };

/** A database of which the test says when a commit can be seen, beside a WAL that it writes to. */
const watched = (database: string) => {
  const wal = `${database}-wal`;
  writeFileSync(wal, "");
  const state = { version: 1, busy: false, called: 0 };
  const dataVersion = () => {
    if (state.busy) throw new SQLite.SqliteError("database is locked", "SQLITE_BUSY");
    return state.version;
  };
  const stop = watchCommits({ memory: false, name: database, open: true }, dataVersion, () => {
    state.called += 1;
  });
  return { state, stop, sign: () => appendFileSync(wal, "x") };
};

test("a commit that follows another without a further sign is heard too", async () => {
  await using folder = await temporaryFolder();
  const { state, stop, sign } = watched(folder.database);
  state.version = 2;
  sign();
  await vi.waitFor(() => expect(state.called).toBe(1), aWhile);
  state.version = 3;
  await vi.waitFor(() => expect(state.called).toBe(2), aWhile);
  stop();
});

test("a commit that comes long after its writing is heard", async () => {
  await using folder = await temporaryFolder();
  const { state, stop, sign } = watched(folder.database);
  sign();
  await wait(100);
  expect(state.called).toBe(0);
  state.version = 2;
  await vi.waitFor(() => expect(state.called).toBe(1), aWhile);
  stop();
});

test("a database that is busy just then is asked again", async () => {
  await using folder = await temporaryFolder();
  const { state, stop, sign } = watched(folder.database);
  state.busy = true;
  state.version = 2;
  sign();
  await wait(50);
  state.busy = false;
  await vi.waitFor(() => expect(state.called).toBe(1), aWhile);
  stop();
});

test("nothing is heard after stopping, not even what was signed before", async () => {
  await using folder = await temporaryFolder();
  const { state, stop, sign } = watched(folder.database);
  sign();
  await wait(20);
  stop();
  state.version = 2;
  await wait(60);
  expect(state.called).toBe(0);
});

import { performance } from "node:perf_hooks";
import { setTimeout as wait } from "node:timers/promises";
import { DomainError } from "@tocsin/core/kernel";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { busyTimeoutMs, openConnection, type Sqlite } from "./open.ts";
import { temporaryFolder } from "./testing/index.ts";
import { inOtherProcess } from "./testing/other-process.ts";
import { openWriter, type Writer } from "./writer.ts";

interface Notes extends AsyncDisposable {
  readonly sqlite: Sqlite;
  readonly writer: Writer;
  /** A write of one text. */
  readonly note: (text: string) => () => string;
  readonly stored: () => readonly unknown[];
}

const openNotes = (path = ":memory:"): Notes => {
  const { sqlite } = openConnection(path);
  sqlite.exec("create table if not exists notes (text text not null unique)");
  const writer = openWriter(sqlite);
  return {
    sqlite,
    writer,
    note: (text) => () => {
      sqlite.prepare("insert into notes values (?)").run(text);
      return text;
    },
    stored: () => sqlite.prepare("select text from notes order by rowid").pluck().all(),
    [Symbol.asyncDispose]: async () => {
      await writer.close();
      sqlite.close();
    },
  };
};

const reasonOf = (result: PromiseSettledResult<unknown>) =>
  result.status === "rejected" ? result.reason : `fulfilled: ${String(result.value)}`;

test("a write answers its result after the commit that made it durable", async () => {
  await using folder = await temporaryFolder();
  await using notes = openNotes(folder.database);
  await using reader = openNotes(folder.database);
  const written = notes.writer.write(notes.note("a"));
  expect(reader.stored()).toEqual([]);
  expect(await written).toBe("a");
  expect(reader.stored()).toEqual(["a"]);
});

test("what is handed over in one turn of the event loop shares one commit", async () => {
  await using notes = openNotes();
  const commits = countCommits(notes.sqlite);
  await Promise.all(["a", "b", "c"].map((text) => notes.writer.write(notes.note(text))));
  await notes.writer.write(notes.note("d"));
  expect({ commits: commits(), stored: notes.stored() }).toEqual({ commits: 2, stored: ["a", "b", "c", "d"] });
});

test("a commit carries at most 200 writes, so that it holds the event loop for a bounded time", async () => {
  await using notes = openNotes();
  const commits = countCommits(notes.sqlite);
  await Promise.all(Array.from({ length: 401 }, (_, i) => notes.writer.write(notes.note(String(i)))));
  expect({ commits: commits(), stored: notes.stored().length }).toEqual({ commits: 3, stored: 401 });
});

test("in a burst what comes within 10 ms of a commit shares the next one; a write alone waits for no other", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] });
  onTestFinished(() => void vi.useRealTimers());
  await using notes = openNotes();
  const commits = countCommits(notes.sqlite);
  const write = (text: string) => notes.writer.write(notes.note(text));
  await Promise.all(["a", "b", "c", "d"].map(write));
  const later: Promise<string>[] = [];
  for (const text of ["e", "f", "g"]) {
    later.push(write(text));
    await vi.advanceTimersByTimeAsync(3);
    await new Promise(setImmediate);
  }
  expect(notes.stored()).toEqual(["a", "b", "c", "d"]);
  await vi.advanceTimersByTimeAsync(1);
  await Promise.all(later);
  expect({ commits: commits(), stored: notes.stored().length }).toEqual({ commits: 2, stored: 7 });
  for (const text of ["alone", "and again"]) await write(text);
  expect(commits()).toBe(4);
});

test("a write that throws is undone alone, with its own reason", async () => {
  await using notes = openNotes();
  const refused = new DomainError("conflict", "No");
  const results = await Promise.allSettled([
    notes.writer.write(notes.note("a")),
    notes.writer.write(() => {
      notes.note("half")();
      throw refused;
    }),
    notes.writer.write(notes.note("b")),
  ]);
  expect(results.map(reasonOf)).toEqual(["fulfilled: a", refused, "fulfilled: b"]);
  expect(notes.stored()).toEqual(["a", "b"]);
});

test("a constraint that refuses a write undoes that one alone", async () => {
  await using notes = openNotes();
  const results = await Promise.allSettled(["a", "a", "b"].map((text) => notes.writer.write(notes.note(text))));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(notes.stored()).toEqual(["a", "b"]);
});

describe("among writes that may be run again", () => {
  const repeatable = { repeatable: true };

  test("one that throws is undone alone, and the others stand, each as often as if it had run once", async () => {
    await using notes = openNotes();
    const refused = new DomainError("conflict", "No");
    const results = await Promise.allSettled([
      notes.writer.write(notes.note("a"), repeatable),
      notes.writer.write(() => {
        notes.note("half")();
        throw refused;
      }, repeatable),
      notes.writer.write(notes.note("a"), repeatable),
      notes.writer.write(notes.note("b"), repeatable),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect(results.map(reasonOf)[1]).toBe(refused);
    expect(notes.stored()).toEqual(["a", "b"]);
  });

  test("none is run twice where one that may not is in the same commit", async () => {
    await using notes = openNotes();
    let runs = 0;
    const results = await Promise.allSettled([
      notes.writer.write(notes.note("a"), repeatable),
      notes.writer.write(() => {
        runs += 1;
        return notes.note("b")();
      }),
      notes.writer.write(notes.note("b"), repeatable),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
    expect({ runs, stored: notes.stored() }).toEqual({ runs: 1, stored: ["a", "b"] });
  });

  test("what was read is forgotten before they run again", async () => {
    await using notes = openNotes();
    const said: string[] = [];
    const writer = openWriter(notes.sqlite, { onUndone: () => void said.push("undone") });
    const run = (text: string) => () => {
      said.push(text);
      return notes.note(text)();
    };
    await Promise.allSettled([writer.write(run("a"), repeatable), writer.write(run("a"), repeatable)]);
    expect(said).toEqual(["a", "a", "undone", "a", "a", "undone"]);
    await writer.close();
  });

  test("a full disk refuses every one of them", async () => {
    await using notes = openNotes();
    limitPages(notes.sqlite);
    const texts = ["small", "x".repeat(1_000_000), "small too"];
    const results = await Promise.allSettled(texts.map((text) => notes.writer.write(notes.note(text), repeatable)));
    expect(results.map(reasonOf)).toEqual(results.map(() => unavailable("SQLITE_FULL")));
    expect(notes.stored()).toEqual([]);
  });
});

test("while another process holds the lock a write waits, and the event loop goes on", {
  timeout: 60_000,
}, async () => {
  await using folder = await temporaryFolder();
  await using notes = openNotes(folder.database);
  const other = inOtherProcess("holdLock", { path: folder.database });
  await other.ready;
  const written = Promise.all([notes.writer.write(notes.note("a")), notes.writer.write(notes.note("b"))]);
  const before = performance.eventLoopUtilization();
  for (let turn = 0; turn < 20; turn += 1) await wait(busyTimeoutMs / 4);
  const { utilization } = performance.eventLoopUtilization(before);
  expect(notes.stored()).toEqual([]);
  other.goOn();
  expect(await other.answer).toBe("let go");
  expect({ results: await written, stored: notes.stored() }).toEqual({ results: ["a", "b"], stored: ["a", "b"] });
  // Waiting inside SQLite, as it does by itself, would take nearly all of it.
  expect(utilization).toBeLessThan(0.8);
});

test("a full disk refuses every write of the commit as unavailable, and later ones succeed", async () => {
  await using notes = openNotes();
  const room = limitPages(notes.sqlite);
  const results = await Promise.allSettled([
    notes.writer.write(notes.note("small")),
    notes.writer.write(notes.note("x".repeat(1_000_000))),
    notes.writer.write(notes.note("small too")),
  ]);
  expect(results.map(reasonOf)).toEqual(results.map(() => unavailable("SQLITE_FULL")));
  expect(notes.stored()).toEqual([]);
  room();
  expect(await notes.writer.write(notes.note("later"))).toBe("later");
  expect(notes.stored()).toEqual(["later"]);
});

test("a full disk in the middle of a statement refuses every write of the commit too", async () => {
  await using notes = openNotes();
  limitPages(notes.sqlite);
  const manyRows =
    "insert into notes with recursive n(i) as (select 1 union all select i + 1 from n limit 1000) " +
    "select hex(zeroblob(200)) || i from n";
  const results = await Promise.allSettled([
    notes.writer.write(notes.note("small")),
    notes.writer.write(() => notes.sqlite.exec(manyRows)),
  ]);
  expect(results.map(reasonOf)).toEqual(results.map(() => unavailable("SQLITE_FULL")));
  expect(notes.stored()).toEqual([]);
});

test("a commit that fails refuses all of its writes as unavailable, and later ones succeed", async () => {
  await using notes = openNotes();
  notes.sqlite.exec(`
    create table parents (id integer primary key);
    create table children (parent integer references parents deferrable initially deferred);
  `);
  const results = await Promise.allSettled([
    notes.writer.write(notes.note("a")),
    notes.writer.write(() => notes.sqlite.exec("insert into children values (1)")),
  ]);
  expect(results.map(reasonOf)).toEqual(results.map(() => unavailable("SQLITE_CONSTRAINT_FOREIGNKEY")));
  expect(notes.stored()).toEqual([]);
  expect(await notes.writer.write(notes.note("later"))).toBe("later");
});

test("a database that was lost refuses writes, every one of them", async () => {
  const notes = openNotes();
  notes.sqlite.close();
  const results = await Promise.allSettled([notes.writer.write(notes.note("a")), notes.writer.write(notes.note("b"))]);
  expect(results.map(reasonOf)).toEqual(results.map(() => unavailable("unknown")));
  await notes.writer.close();
});

test("closing commits what was handed over and refuses what comes later", async () => {
  await using notes = openNotes();
  const [a, b] = [notes.writer.write(notes.note("a")), notes.writer.write(notes.note("b"))];
  const closing = notes.writer.close();
  const late = notes.writer.write(notes.note("late"));
  await expect(late).rejects.toEqual(new DomainError("unavailable", "The database is closing"));
  await closing;
  expect({ results: await Promise.all([a, b]), stored: notes.stored() }).toEqual({
    results: ["a", "b"],
    stored: ["a", "b"],
  });
});

test("a write handed over while another commits is not forgotten", async () => {
  await using notes = openNotes();
  const chained = notes.writer.write(notes.note("a")).then(() => notes.writer.write(notes.note("b")));
  await wait(0);
  await Promise.all([chained, notes.writer.write(notes.note("c"))]);
  expect(notes.stored().toSorted()).toEqual(["a", "b", "c"]);
});

test("every commit is told, once, when it is durable", async () => {
  const { sqlite } = openConnection(":memory:");
  const said: string[] = [];
  const writer = openWriter(sqlite, {
    onCommitted: () => void said.push(sqlite.inTransaction ? "early" : "committed"),
  });
  await writer.write(() => sqlite.exec("create table notes (text text)"));
  expect(said).toEqual(["committed"]);
  await Promise.all([writer.write(() => {}), writer.write(() => {})]);
  expect(said).toEqual(["committed", "committed"]);
  await writer.close();
  sqlite.close();
});

test("whatever is undone is told, so that nothing read in it is kept", async () => {
  let undone = 0;
  const { sqlite } = openConnection(":memory:");
  const writer = openWriter(sqlite, {
    onUndone: () => {
      undone += 1;
    },
  });
  await writer.write(() =>
    sqlite.exec("create table people (id integer primary key, boss references people deferrable initially deferred)"),
  );
  expect(undone).toBe(0);
  const failing = () => {
    throw new Error("no");
  };
  await expect(writer.write(failing)).rejects.toThrow("no");
  expect(undone).toBe(1);
  await expect(writer.write(() => sqlite.exec("insert into people values (1, 2)"))).rejects.toThrow();
  expect(undone).toBe(2);
  await writer.close();
  sqlite.close();
});

/** What a caller is told, with the error behind it for the log. */
const unavailable = (code: string) =>
  expect.objectContaining({
    code: "unavailable",
    message: `The database cannot be written just now (${code})`,
    cause: expect.any(Error),
  });

/** Counts the commits of a connection from here on. */
const countCommits = (sqlite: Sqlite): (() => number) => {
  let commits = 0;
  const prototype = Object.getPrototypeOf(sqlite.prepare("select 1")) as { run: (...given: unknown[]) => unknown };
  const { run } = prototype;
  prototype.run = function (this: { readonly database: unknown; readonly source: string }, ...given) {
    if (this.database === sqlite && this.source === "COMMIT") commits += 1;
    return run.apply(this, given);
  };
  onTestFinished(() => void Object.assign(prototype, { run }));
  return () => commits;
};

/** Leaves no room for more than a few pages, until the answered function gives it back. */
const limitPages = (sqlite: Sqlite): (() => void) => {
  const pages = Number(sqlite.pragma("page_count", { simple: true }));
  sqlite.pragma(`max_page_count = ${pages + 8}`);
  return () => void sqlite.pragma("max_page_count = 1000000");
};

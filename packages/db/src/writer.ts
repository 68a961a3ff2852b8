import { DomainError, refused } from "@tocsin/core/kernel";
import { busyTimeoutMs, codeOf, isBusy, type Sqlite } from "./open.ts";

/** Runs writes, many to a commit. */
export interface Writer {
  /**
   * Runs a synchronous write and answers its result after the commit that made it durable. A write that throws is
   * undone alone; the others of its commit stand.
   */
  write<Value>(member: () => Value, manner?: Manner): Promise<Value>;
  /** Lets what was handed over be committed, then refuses more. */
  close(): Promise<void>;
}

export interface Manner {
  /** Whether it leaves nothing behind but rows: where another one of its commit throws it is undone, and run again. */
  readonly repeatable: boolean;
}

export interface WriterEvents {
  readonly onCommitted?: () => void;
  /** A member or a whole commit was undone: what was read in it never came to be. */
  readonly onUndone?: () => void;
}

interface Member extends Manner {
  readonly run: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/** Of writes that leave nothing behind but rows. */
export const repeatably =
  ({ write }: Writer): Writer["write"] =>
  (run) =>
    write(run, { repeatable: true });

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: unknown };

/** A commit blocks the event loop while it runs; this bounds for how long. */
const membersMax = 200;
/** So many to a commit are a burst, in which everybody waits for something anyhow: the next commit then waits for more. */
const burst = 4;
/** From the end of such a commit to the next one. */
const gatherMs = 10;
/**
 * How soon to ask again for a lock that another process holds, and then less and less often: its commits take 1 ms, and 20 in a
 * burst, in which each refusal is an exception.
 */
const busyWaitMs = 2;
const busyWaitMaxMs = 8;
const busyGiveUpMs = 30_000;

/** What speaks of the disk or the file, not of the write that met it. */
const storageFault = /^SQLITE_(FULL|IOERR|NOMEM|CORRUPT|NOTADB|READONLY|CANTOPEN|PROTOCOL|BUSY|LOCKED|INTERRUPT)/;

/**
 * One writer per process. Everything handed over in one turn of the event loop shares one IMMEDIATE transaction, so that a
 * durable commit costs one fsync for all of them. In a burst it gathers for longer: an index page that fifty writes touch is
 * then written once, where it would be ten times. One write alone never waits. Each member runs under a SAVEPOINT of its
 * own; where all of them may be run again they do so only once one has thrown, because keeping what a savepoint would undo
 * costs as much as writing it.
 */
export const openWriter = (
  sqlite: Sqlite,
  { onCommitted = () => {}, onUndone = () => {} }: WriterEvents = {},
): Writer => {
  const waiting: Member[] = [];
  let closed = false;
  let turn: Promise<void> | null = null;
  let gatherUntil = 0;

  const verbs = prepareVerbs(sqlite);

  const take = (): readonly Member[] => waiting.splice(0, membersMax);

  const flush = async (): Promise<void> => {
    do {
      // A turn of the event loop: whoever has something to write by then joins this commit.
      await new Promise(setImmediate);
      if (waiting.length < membersMax) await until(gatherUntil);
      let members: readonly Member[] | null = null;
      try {
        await begin(verbs);
        // Taken only now: while another process held the lock, more may have come.
        members = take();
        settle(members, await commit(members));
        onCommitted();
        gatherUntil = members.length < burst ? 0 : performance.now() + gatherMs;
      } catch (error) {
        for (const member of members ?? take()) member.reject(error);
      }
    } while (waiting.length > 0);
    turn = null;
  };

  const commit = async (members: readonly Member[]): Promise<readonly Outcome[]> => {
    const mayRepeat = members.every(({ repeatable }) => repeatable);
    const outcomes = commitAll(sqlite, verbs, members, mayRepeat ? runTogether : runEach);
    if (outcomes?.every(({ ok }) => ok)) return outcomes;
    onUndone();
    if (outcomes !== null) return outcomes;
    await begin(verbs);
    return commit(members.map((member) => ({ ...member, repeatable: false })));
  };

  return {
    write: <Value>(run: () => Value, { repeatable }: Manner = { repeatable: false }) =>
      new Promise<Value>((resolve, reject) => {
        if (closed) return reject(new DomainError("unavailable", "The database is closing"));
        waiting.push({ run, repeatable, resolve: resolve as (value: unknown) => void, reject });
        turn ??= flush();
      }),
    close: async () => {
      closed = true;
      await turn;
    },
  };
};

type Verbs = ReturnType<typeof prepareVerbs>;

/** Run for every commit and member, so parsed once. */
const prepareVerbs = (sqlite: Sqlite) => ({
  // SQLite prepares these anew at every run, and with them the library what makes rows objects: a plain value needs none.
  refuseBusy: sqlite.prepare("PRAGMA busy_timeout = 0").pluck(),
  awaitBusy: sqlite.prepare(`PRAGMA busy_timeout = ${busyTimeoutMs}`).pluck(),
  begin: sqlite.prepare("BEGIN IMMEDIATE"),
  commit: sqlite.prepare("COMMIT"),
  savepoint: sqlite.prepare("SAVEPOINT member"),
  release: sqlite.prepare("RELEASE member"),
  undo: sqlite.prepare("ROLLBACK TO member"),
});

const until = async (moment: number): Promise<void> => {
  const left = moment - performance.now();
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
};

/** Waits for another process's commit while the event loop goes on: mails are rendered and sent meanwhile. */
const begin = async (verbs: Verbs): Promise<void> => {
  const giveUpAt = performance.now() + busyGiveUpMs;
  for (let waitMs = busyWaitMs; !hasBegun(verbs, giveUpAt); waitMs = Math.min(2 * waitMs, busyWaitMaxMs)) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
};

/** False where another process holds the lock. SQLite's own wait would hold the event loop, so here it is switched off. */
const hasBegun = ({ refuseBusy, awaitBusy, begin: start }: Verbs, giveUpAt: number): boolean => {
  try {
    refuseBusy.get();
    try {
      start.run();
    } finally {
      awaitBusy.get();
    }
    return true;
  } catch (error) {
    if (!isBusy(error) || performance.now() > giveUpAt) throw unavailable(error);
    return false;
  }
};

type RunMembers<Ran> = (sqlite: Sqlite, verbs: Verbs, members: readonly Member[]) => Ran;

/** Commits what was run, where that came to anything; otherwise undoes it all and answers null. */
const commitAll = <Ran extends readonly Outcome[] | null>(
  sqlite: Sqlite,
  verbs: Verbs,
  members: readonly Member[],
  run: RunMembers<Ran>,
): Ran | readonly Outcome[] => {
  try {
    const outcomes = run(sqlite, verbs, members);
    if (outcomes === null) sqlite.exec("ROLLBACK");
    else verbs.commit.run();
    return outcomes;
  } catch (error) {
    rollBack(sqlite);
    return members.map(() => ({ ok: false, reason: unavailable(error) }));
  }
};

const rollBack = (sqlite: Sqlite): void => {
  try {
    if (sqlite.inTransaction) sqlite.exec("ROLLBACK");
  } catch {
    // The members hear of the error that came first; the next BEGIN says it if this connection is lost.
  }
};

/** Null where one threw: whose rows are whose cannot be told then. */
const runTogether: RunMembers<readonly Outcome[] | null> = (sqlite, _verbs, members) => {
  try {
    return members.map(({ run }) => ({ ok: true, value: run() }));
  } catch (reason) {
    if (isOfStorage(sqlite, reason)) throw reason;
    return null;
  }
};

const runEach: RunMembers<readonly Outcome[]> = (sqlite, verbs, members) =>
  members.map((member) => runUnderSavepoint(sqlite, verbs, member));

const runUnderSavepoint = (sqlite: Sqlite, verbs: Verbs, { run }: Member): Outcome => {
  verbs.savepoint.run();
  try {
    const value = run();
    verbs.release.run();
    return { ok: true, value };
  } catch (reason) {
    if (isOfStorage(sqlite, reason)) throw reason;
    verbs.undo.run();
    verbs.release.run();
    return { ok: false, reason };
  }
};

/** A full disk or an I/O error may end the whole transaction; then none of its members may be told that it stands. */
const isOfStorage = (sqlite: Sqlite, reason: unknown): boolean =>
  !sqlite.inTransaction || storageFault.test(codeOf(reason));

const settle = (members: readonly Member[], outcomes: readonly Outcome[]): void => {
  members.forEach((member, index) => {
    const outcome = outcomes[index];
    if (outcome?.ok) member.resolve(outcome.value);
    else member.reject(outcome?.reason);
  });
};

const unavailable = (cause: unknown): Error => {
  const error = refused("databaseBusy", { fault: codeOf(cause) || "unknown" });
  error.cause = cause;
  return error;
};

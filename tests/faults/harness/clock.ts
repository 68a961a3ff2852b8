import { globSync } from "node:fs";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { TestContext } from "vitest";

/** The clock of programs that run, moved by a test. */
export interface MovedClock extends AsyncDisposable {
  /** What makes a program read it. */
  readonly env: NodeJS.ProcessEnv;
  /** Sets it so many ms ahead of the real one, or behind it, for all who read it. */
  set(aheadMs: number): Promise<void>;
  /** Lets minutes pass in seconds, step by step, until it is disposed of. */
  hurry(): AsyncDisposable;
}

/** Shorter than anything that a program must do in time, such as to renew a lease. */
const stepMs = 10_000;
const stepEveryMs = 250;

const libraries = globSync("/usr/lib/*/faketime/libfaketimeMT.so.1");

/**
 * Opens one that goes right. Of `wall`, timers run on as ever: a clock that is set moves no time. With `all` time itself
 * moves, and what a program waits for comes sooner. Skips the test where this machine lacks libfaketime.
 */
export const openClock = async (which: "wall" | "all", { skip }: Pick<TestContext, "skip">): Promise<MovedClock> => {
  const [library] = libraries;
  skip(library === undefined, "libfaketime is not installed (apt-get install libfaketime)");
  const folder = await mkdtemp(join(tmpdir(), "tocsin-clock-"));
  const file = join(folder, "offset");
  let ahead = 0;
  const set = async (aheadMs: number): Promise<void> => {
    ahead = aheadMs;
    const seconds = Math.round(aheadMs / 1_000);
    // Renamed, so that nobody reads half of it.
    await writeFile(`${file}.new`, `${seconds < 0 ? "" : "+"}${seconds}s\n`);
    await rename(`${file}.new`, file);
  };
  await set(0);
  return {
    env: {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: "1",
      ...(which === "wall" && { FAKETIME_DONT_FAKE_MONOTONIC: "1" }),
      NO_FAKE_STAT: "1",
    },
    set,
    hurry: () => {
      const stopping = new AbortController();
      const hurrying = (async () => {
        while (!stopping.signal.aborted) {
          await set(ahead + stepMs);
          await wait(stepEveryMs, undefined, stopping).catch(() => {});
        }
      })();
      return {
        [Symbol.asyncDispose]: () => {
          stopping.abort();
          return hurrying;
        },
      };
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
};

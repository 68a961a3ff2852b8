import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:os";
import { join } from "node:path";

export type ProgramName = "api" | "worker";

/** Where the build put a program: `apps/cli/dist/main.js` finds the others of the same build. */
export const programFile = (name: ProgramName): string =>
  join(import.meta.dirname, "../../..", "apps", name, "dist/main.js");

/** Programs that run as children, on this very Node, and end together. */
export interface Programs {
  start(name: ProgramName, env: NodeJS.ProcessEnv): ChildProcess;
  readonly stopping: () => boolean;
  /** Resolves when all have ended, with the exit code of whichever ended by itself, else of the one asked to. */
  ended(): Promise<number>;
}

const stopWithinMs = 12_000;

/**
 * Children are in process groups of their own, so that Ctrl-C reaches them once, through here. Whatever ends one stops
 * the others; nothing is started again, because what runs this knows better when to.
 */
export const openPrograms = (onEnd: (name: ProgramName, how: string) => void): Programs => {
  const children = new Set<ChildProcess>();
  const everyEnd: Promise<unknown>[] = [];
  let stopping = false;
  let exitCode: number | null = null;

  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    for (const child of children) child.kill("SIGTERM");
    setTimeout(() => {
      for (const child of children) child.kill("SIGKILL");
    }, stopWithinMs).unref();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);

  return {
    start: (name, env) => {
      const child = spawn(process.execPath, [programFile(name)], {
        env,
        detached: true,
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      });
      children.add(child);
      everyEnd.push(once(child, "exit"));
      child.once("exit", (code, signal) => {
        children.delete(child);
        // One that was asked to stop before it could listen to signals has ended as it was asked to.
        exitCode = exitCode || (stopping && signal === "SIGTERM" ? 0 : codeOf(code, signal));
        if (stopping) return;
        onEnd(name, signal ?? `code ${code}`);
        stop();
      });
      return child;
    },
    stopping: () => stopping,
    ended: async () => {
      await Promise.all(everyEnd);
      return exitCode ?? 0;
    },
  };
};

/** As a shell has it: a program that a signal ended has 128 and the signal's number. */
const codeOf = (code: number | null, signal: NodeJS.Signals | null): number =>
  code ?? 128 + (signal === null ? 0 : constants.signals[signal]);

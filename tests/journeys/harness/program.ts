import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export const root = join(import.meta.dirname, "../../..");

/** A fifth of a start is compiling. Node keeps what it compiled, and finds it again at the next start of the same build. */
export const keptCode: NodeJS.ProcessEnv = { NODE_COMPILE_CACHE: join(root, "node_modules/.cache/tocsin-compiled") };

/** One built program, run as a process of its own and known by its pid. */
export interface Program {
  readonly output: string;
  readonly running: boolean;
  /** Of the process that was started last; null before. */
  readonly pid: number | null;
  /** Starts it; resolves when it says that it is ready. */
  start(): Promise<void>;
  /** Sends a signal to exactly this process. */
  signal(signal: NodeJS.Signals): void;
  /** Ends it at once, as a crash would; resolves when it is gone. */
  crash(): Promise<void>;
  /** Asks it to stop; answers its exit code. */
  stop(): Promise<number | null>;
}

/** Seconds are usual; on a machine that has much else to do a start takes a minute. */
const readyMs = 120_000;

export const program = (name: "api" | "worker", env: NodeJS.ProcessEnv): Program => {
  let child: ChildProcess | null = null;
  let output = "";

  const ended = async (): Promise<number | null> => {
    const ending = child;
    if (ending === null) return null;
    if (ending.exitCode === null && ending.signalCode === null) await once(ending, "exit");
    child = null;
    return ending.exitCode;
  };

  return {
    get output() {
      return output;
    },
    get running() {
      return child !== null && child.exitCode === null && child.signalCode === null;
    },
    get pid() {
      return child?.pid ?? null;
    },
    start: async () => {
      const file = join(root, "apps", name, "dist/main.js");
      // Under this very Node: the one on the PATH may be too old for the database.
      const started = spawn(process.execPath, [file], {
        cwd: root,
        env: { ...keptCode, ...env },
        stdio: ["ignore", "pipe", "pipe", "ipc"],
      });
      child = started;
      const keep = (chunk: Buffer): void => {
        output += chunk.toString();
      };
      started.stdout?.on("data", keep);
      started.stderr?.on("data", keep);
      const tooLate = AbortSignal.timeout(readyMs);
      const ready = once(started, "message", { signal: tooLate }).catch((error: unknown) => {
        if (!tooLate.aborted) throw error;
        throw new Error(`The ${name} was not ready within ${readyMs} ms:\n${output}`);
      });
      const gone = once(started, "exit").then(() => {
        throw new Error(`The ${name} ended before it was ready:\n${output}`);
      });
      // Whichever comes second is nobody's concern.
      for (const either of [ready, gone]) either.catch(() => {});
      await Promise.race([ready, gone]);
    },
    signal: (signal) => {
      child?.kill(signal);
    },
    crash: async () => {
      child?.kill("SIGKILL");
      await ended();
    },
    stop: () => {
      child?.kill("SIGTERM");
      return ended();
    },
  };
};

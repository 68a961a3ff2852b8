import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A process that a run started, known by its pid and stopped by nothing else. */
export interface Child {
  readonly pid: number;
  readonly output: string;
  /** The next message that it sends over IPC. */
  told(withinMs: number): Promise<unknown>;
  /** Sends it a question and answers the next message that comes back. */
  ask(question: object, withinMs: number): Promise<unknown>;
  /** Asks it to end; ends it by force if it does not. */
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
const stopWithinMs = 15_000;
const outputMax = 200_000;

// Whatever ends this process ends what it started.
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

/** Starts a program and keeps what it says. `ipc` opens a channel for programs that speak over one. */
export const startChild = async (
  command: string,
  args: readonly string[],
  { env = process.env, ipc = false }: { readonly env?: NodeJS.ProcessEnv; readonly ipc?: boolean } = {},
): Promise<Child> => {
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe", ...(ipc ? ["ipc" as const] : [])] });
  running.add(child);
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-outputMax);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  const gone = once(child, "exit").then(() => {
    running.delete(child);
    return "gone" as const;
  });
  await once(child, "spawn");

  const told = async (withinMs: number): Promise<unknown> => {
    const message = once(child, "message", { signal: AbortSignal.timeout(withinMs) });
    const first = await Promise.race([message, gone]);
    message.catch(() => {});
    if (first === "gone") throw new Error(`${command} ended by itself:\n${output}`);
    return first[0];
  };

  return {
    pid: child.pid ?? 0,
    get output() {
      return output;
    },
    told,
    ask: (question, withinMs) => {
      const answered = told(withinMs);
      child.send(question);
      return answered;
    },
    stop: async () => {
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
      await gone;
      clearTimeout(force);
    },
  };
};

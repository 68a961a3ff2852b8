import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "./harness/program.ts";
import { until } from "./harness/until.ts";

interface Served {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

const serve = async (what: string, env: NodeJS.ProcessEnv = {}): Promise<Served> => {
  const dataDir = env["TOCSIN_DATA_DIR"] ?? (await mkdtemp(join(tmpdir(), "tocsin-serve-")));
  const child = spawn(process.execPath, [join(root, "apps/cli/dist/main.js"), "serve", what], {
    env: { PATH: process.env["PATH"], PORT: "0", TOCSIN_DATA_DIR: dataDir, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const ended = once(child, "exit").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(dataDir, { recursive: true, force: true });
  });
  return { child, output: () => output, ended };
};

test("serve api runs the api alone, passes a signal on, and ends with its code", async () => {
  const { child, output, ended } = await serve("api");
  const address = await until("the address", async () => /"address":"(http:[^"]+)"/.exec(output())?.[1]);
  expect((await fetch(`${address}/healthz`)).status).toBe(200);
  expect(output()).not.toContain('"program":"worker"');
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(output()).toContain('"msg":"Stopped"');
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
});

test("serve worker waits for the api's tables, and can be stopped while it waits", async () => {
  const { child, ended } = await serve("worker");
  await until("the program below it", async () => (await childrenOf(child.pid)).length === 1);
  child.kill("SIGINT");
  expect(await ended).toBe(0);
});

test("a program that refuses its environment ends serve with its own code", async () => {
  const { ended, output } = await serve("api", { TOCSIN_SECRET_KEY: "short" });
  expect(await ended).toBe(78);
  expect(output()).toContain("TOCSIN_SECRET_KEY");
});

test("serve all stops the other program when one dies", async () => {
  const { child, output, ended } = await serve("all");
  const address = await until("both to run", async () => /Tocsin runs at\s+(http:\S+)/.exec(output())?.[1]);
  const workers = (await childrenOf(child.pid)).filter(({ command }) => command.includes("worker"));
  expect(workers).toHaveLength(1);
  for (const { pid } of workers) process.kill(pid, "SIGKILL");
  expect(await ended).toBe(137);
  expect(output()).toContain("The worker ended by itself (SIGKILL); stopping.");
  await expect(fetch(`${address}/healthz`)).rejects.toThrow();
});

/** Processes that a process started, as the system lists them. */
const childrenOf = async (parent: number | undefined): Promise<readonly { pid: number; command: string }[]> => {
  const ps = spawn("ps", ["-o", "pid=,args=", "--ppid", String(parent)], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  ps.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  await once(ps, "close");
  const lines = said.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => ({ pid: Number.parseInt(line, 10), command: line }));
};

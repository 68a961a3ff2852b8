import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import "./node-guard.ts";

/**
 * Runs the built api and worker as two processes and stops both when asked, or when one of them ends. Children run on
 * this very Node (`process.execPath`), in process groups of their own, so that Ctrl-C reaches them once, through here.
 */
const stopWithinMs = 12_000;
const root = join(import.meta.dirname, "..");
const children = new Set<ChildProcess>();
let stopping = false;
let exitCode = 0;

const start = (program: "api" | "worker", env: NodeJS.ProcessEnv): ChildProcess => {
  const file = join(root, "apps", program, "dist/main.js");
  const child = spawn(process.execPath, [file], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  children.add(child);
  child.once("exit", (code, signal) => {
    children.delete(child);
    if (stopping) return;
    console.error(`The ${program} ended by itself (${signal ?? `code ${code}`}); stopping.`);
    exitCode = code === 0 || code === null ? 1 : code;
    stop();
  });
  return child;
};

const stop = (): void => {
  if (stopping) return;
  stopping = true;
  for (const child of children) child.kill("SIGTERM");
  setTimeout(() => {
    for (const child of children) child.kill("SIGKILL");
  }, stopWithinMs).unref();
};

process.on("SIGINT", stop).on("SIGTERM", stop).on("SIGHUP", stop);

interface Listening {
  readonly kind: "listening";
  readonly address: string;
  readonly setupLink: string | null;
}

const api = start("api", process.env);
const told = await Promise.race([
  once(api, "message").then(([message]) => message as Listening),
  once(api, "exit").then(() => null),
]);

if (told !== null && !stopping) {
  const worker = start("worker", { TOCSIN_PUBLIC_URL: told.address, ...process.env });
  await Promise.race([once(worker, "message"), once(worker, "exit")]);
  if (!stopping) {
    const lines = [
      "",
      `  Tocsin runs at  ${told.address}`,
      ...(told.setupLink === null ? [] : [`  Set it up at    ${told.setupLink}`]),
      `  API             ${told.address}/api/docs`,
      "  Stop with Ctrl-C",
      "",
    ];
    console.log(lines.join("\n"));
  }
}

await Promise.all([...children].map((child) => once(child, "exit")));
process.exitCode = exitCode;

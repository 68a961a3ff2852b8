import { spawn } from "node:child_process";
import { once } from "node:events";
import "./node-guard.ts";

/**
 * Runs vitest with what it is given. `--long` is ours: tests that have a long form (more tries, faults that take their
 * time or need privileges) learn of it by TOCSIN_LONG=1.
 */
const given = process.argv.slice(2);
const isLong = given.includes("--long");
const child = spawn("vitest", ["run", ...given.filter((argument) => argument !== "--long")], {
  stdio: "inherit",
  env: { ...process.env, ...(isLong ? { TOCSIN_LONG: "1" } : {}) },
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
const [code] = await once(child, "exit");
process.exitCode = code ?? 1;

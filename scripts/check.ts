import { spawn } from "node:child_process";
import { once } from "node:events";
import "./node-guard.ts";

/** Everything that a machine can judge in seconds, side by side; every fault is shown, not only the first. */
const checks: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ["format and lint", "biome", "check", "--error-on-warnings", "."],
  ["types", "turbo", "run", "types", "--output-logs=errors-only"],
  ["import directions", "depcruise", "packages", "apps", "tests", "--config", ".dependency-cruiser.cjs"],
  ["unused code", "knip"],
  ["documents", process.execPath, "scripts/check-docs.ts"],
];

const run = async ([name, command, ...args]: (typeof checks)[number]): Promise<boolean> => {
  const startedAt = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk) => {
    output += chunk;
  });
  child.stderr.on("data", (chunk) => {
    output += chunk;
  });
  const [code] = await once(child, "close");
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${code === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (code !== 0) console.log(output);
  return code === 0;
};

const passed = await Promise.all(checks.map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;

#!/usr/bin/env node
// `tocsin` in a clone of the repository: sees that there is something to run, builds what is not built, and runs it. A
// container image holds built programs only and starts `apps/cli/dist/main.js` itself.
//
// Plain JavaScript that imports nothing but Node, because it also runs on a Node that is too old to read more.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
await import(pathToFileURL(join(root, "scripts/preflight.mjs")).href);

const programs = ["api", "worker", "web", "cli"];
const isBuilt = (at) => existsSync(join(root, "apps", at, at === "web" ? "dist/index.html" : "dist/main.js"));

if (!programs.every(isBuilt)) {
  console.error("Building Tocsin, which takes a moment the first time…");
  const bin = join(root, "node_modules/.bin");
  const { status, error } = spawnSync(join(bin, "turbo"), ["run", "build", "--output-logs=errors-only"], {
    cwd: root,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` },
    // What a command answers is all that may stand on the standard output.
    stdio: ["ignore", 2, 2],
  });
  if (status !== 0) {
    console.error(`The build failed${error === undefined ? "" : `: ${error.message}`}; nothing was run.`);
    process.exit(1);
  }
}

await import(pathToFileURL(join(root, "apps/cli/dist/main.js")).href);

#!/usr/bin/env node
// `tocsin` in a clone of the repository: sees that there is something to run, builds what has changed, and runs it. A
// container image holds built programs only and starts `apps/cli/dist/main.js` itself.
//
// Plain JavaScript that imports nothing but Node, because it also runs on a Node that is too old to read more.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
await import(pathToFileURL(join(root, "scripts/preflight.mjs")).href);

const bin = join(root, "node_modules/.bin");
const turbo = join(bin, "turbo");
const isBuilt = ["api/dist/main.js", "worker/dist/main.js", "cli/dist/main.js", "web/dist/index.html"].every((file) =>
  existsSync(join(root, "apps", file)),
);

const build = () => {
  if (!existsSync(turbo)) return false;
  const { status } = spawnSync(turbo, ["run", "build", "--output-logs=errors-only"], {
    cwd: root,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1", PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}` },
    // What a command answers is all that may stand on the standard output, and of a build only its faults are news.
    stdio: ["ignore", isBuilt ? "ignore" : 2, 2],
  });
  return status === 0;
};

// Turbo sees in a second whether anything has changed since the last build, such as by a pull; it works through pnpm.
const throughPnpm = /\bpnpm\b/.test(process.env["npm_config_user_agent"] ?? "");
if (!isBuilt) console.error("Building Tocsin, which takes a moment the first time…");
if ((throughPnpm || !isBuilt) && !build()) {
  console.error(isBuilt ? "Tocsin could not be built anew; this is the build before." : "Tocsin could not be built.");
  if (!isBuilt) process.exit(1);
}

await import(pathToFileURL(join(root, "apps/cli/dist/main.js")).href);

// Runs before everything else, also on a Node that is too old and without a single package installed: so it is plain
// JavaScript of an old kind and imports nothing but Node.
//
// pnpm installs before it runs a script, but when that fails it only warns and runs the script all the same. What one
// sees then is a later error that misleads. pnpm keeps a copy of the lockfile that it has installed whole; where that
// is not ours, the installation is what failed.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const read = (path) => {
  const file = fileURLToPath(new URL(path, import.meta.url));
  return existsSync(file) ? readFileSync(file, "utf8") : null;
};

const fail = (message) => {
  console.error(`\n${message}\n`);
  process.exit(1);
};

if (read("../node_modules/.pnpm/lock.yaml") !== read("../pnpm-lock.yaml")) {
  fail(
    "The installation of packages failed: node_modules is not what pnpm-lock.yaml asks for.\n" +
      "The lines above say why; `npx -y pnpm@12 install` tries again and says so once more.",
  );
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  fail(
    `Node ${process.versions.node} is too old: Tocsin needs Node 22.12 or later.\n` +
      "On Linux it brings its own when it is started through pnpm: npx -y pnpm@12 start",
  );
}

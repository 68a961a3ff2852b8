import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { environmentExample } from "./environment-example.ts";

/**
 * A document that speaks of a file which is gone misleads everybody after it. Relative links of every Markdown file,
 * and paths of this repository that it names in code, must exist; `.env.example` must be what the schema makes.
 */
const faults: string[] = [];

const markdown = globSync("**/*.md", { exclude: (path) => path.includes("node_modules") || path.includes(".turbo") });
for (const file of markdown) {
  const text = readFileSync(file, "utf8");
  for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target) || target.startsWith("#")) continue;
    const path = join(dirname(file), target.split("#")[0] ?? "");
    if (!existsSync(path)) faults.push(`${file}: links to ${target}, which is not there`);
  }
  for (const [, path = ""] of text.matchAll(/`((?:apps|packages|tests|scripts|docs|docker)\/[\w./-]+\.\w+)`/g)) {
    if (!existsSync(path)) faults.push(`${file}: names ${path}, which is not there`);
  }
}

if (readFileSync(".env.example", "utf8") !== environmentExample()) {
  faults.push(".env.example is not what the schema makes: run node scripts/environment-example.ts");
}

for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

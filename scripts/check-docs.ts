import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { settingsSchemaOf, sourceKinds } from "../packages/core/src/incidents/index.ts";
import { environmentExample } from "./environment-example.ts";

/**
 * A document that speaks of a file which is gone misleads everybody after it. Relative links of every Markdown file,
 * and paths of this repository that it names in code, must exist; `.env.example` must be what the schema makes; every
 * kind of source has a page, with what each of its settings says, what the kind says to set in the sender, and an example
 * that can really be read.
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

const readme = readFileSync("README.md", "utf8");
const sections = [
  "Connect",
  "Fields",
  "Identity and updates",
  "Severities and statuses",
  "What is ignored",
  "What is refused",
];
const context = {
  sourceId: "",
  tenantId: "",
  settings: {},
  digest: (text: string) => createHash("sha256").update(text).digest("hex"),
};

for (const source of sourceKinds) {
  const { kind, title, normalise, connect } = source;
  const file = `docs/sources/${kind}.md`;
  if (!readme.includes(`[${kind}](${file})`)) faults.push(`README.md: does not list the kind of source ${kind}`);
  if (!existsSync(file)) {
    faults.push(`${file}: is missing, and so nobody knows how to connect a source of that kind`);
    continue;
  }
  const page = readFileSync(file, "utf8");
  if (!page.startsWith(`# ${title}\n`)) faults.push(`${file}: is not called ${title}, as the kind is`);
  // Every kind has a field mapping; its own page says how to write one.
  const names = Object.keys((settingsSchemaOf(source)["properties"] as object | undefined) ?? {}).filter(
    (name) => name !== "mapping",
  );
  for (const section of [...sections, ...(names.length > 0 ? ["Settings"] : [])]) {
    if (!page.includes(`\n## ${section}\n`)) faults.push(`${file}: has no section "${section}"`);
  }
  for (const name of names) {
    if (!page.includes(`\n| \`${name}\` |`)) faults.push(`${file}: does not say what the setting ${name} is for`);
  }
  for (const { where, text } of connect) {
    if (!page.includes(`\n${text}\n\`\`\``)) faults.push(`${file}: has not what the kind says to set: ${where}`);
  }
  const examples = [...page.matchAll(/-d '(\{[\s\S]*?\n {2}\})'/g)].map(([, body = ""]) => JSON.parse(body) as unknown);
  if (examples.length === 0) faults.push(`${file}: has no example that can be posted`);
  for (const example of examples) {
    const result = normalise(example, context);
    if (!result.ok || result.value.kind !== "incident") faults.push(`${file}: its example is no incident`);
  }
}

for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;

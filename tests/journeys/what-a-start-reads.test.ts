import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./harness/program.ts";

/** The packages in a built file and in all that it imports at once, by the comments that the bundler leaves. */
const packagesRead = async (file: string, seen = new Set<string>()): Promise<ReadonlySet<string>> => {
  const text = await readFile(file, "utf8");
  const packages = new Set(
    [...text.matchAll(/^\/\/ .*node_modules\/((?:@[^/]+\/)?[^/\n]+)\//gm)].map(([, name]) => name ?? ""),
  );
  seen.add(file);
  for (const [, imported = ""] of text.matchAll(/^(?:import|} from) .*?"(\.\/[^"]+)";$/gm)) {
    const next = join(dirname(file), imported);
    if (!seen.has(next)) for (const name of await packagesRead(next, seen)) packages.add(name);
  }
  return packages;
};

test.each([
  { program: "api", needs: ["express", "zod"], later: ["bullmq", "ioredis", "react-dom"] },
  { program: "worker", needs: ["react-dom", "zod"], later: ["bullmq", "ioredis"] },
  { program: "cli", needs: [], later: ["zod", "drizzle-orm", "bullmq", "ioredis"] },
])("a start of the $program reads nothing that only some need: Redis' client, the making of mails", async (built) => {
  const packages = await packagesRead(join(root, "apps", built.program, "dist/main.js"));
  expect([...packages]).toEqual(expect.arrayContaining(built.needs));
  expect(built.later.filter((name) => packages.has(name))).toEqual([]);
});

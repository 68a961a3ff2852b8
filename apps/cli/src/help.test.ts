import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { commands } from "./commands.ts";
import { helpOf, overview } from "./help.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/command-line.md"), "utf8");
const blocks = [...page.matchAll(/^```\n([\s\S]*?)\n```$/gm)].map(([, block = ""]) => block);

test("the page about the command line shows what the program says, of every command and of no other", () => {
  const shown = blocks.filter((block) => block.startsWith("Usage: tocsin"));
  expect(shown).toEqual([overview(commands), ...commands.map(helpOf)]);
});

describe.each(commands)("the help of $name", (command) => {
  test("fits a terminal and leaves nothing out", () => {
    const help = helpOf(command);
    expect(Math.max(...help.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
    for (const option of [...Object.keys(command.options), "json", "help"]) expect(help).toContain(`  --${option}`);
    for (const code of ["0", "1", "2"]) expect(help).toMatch(new RegExp(`^ {2}${code} {2}\\S`, "m"));
  });
});

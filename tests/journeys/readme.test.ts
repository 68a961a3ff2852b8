import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { startProduct } from "./harness/product.ts";
import { root } from "./harness/program.ts";

const run = promisify(execFile);

/** The lines that the README asks to paste into a second shell: every `sh` block after the one that starts Tocsin. */
const blocks = (): readonly string[] => {
  const text = readFileSync(join(root, "README.md"), "utf8");
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => block).slice(1);
};

test("the README's lines, pasted as printed, lead to a first mail", async () => {
  await using product = await startProduct();
  const [address = "", ...rest] = blocks();
  expect(address).toBe("TOCSIN=http://127.0.0.1:3000\nSETUP_TOKEN=paste-the-token-here\n");
  const pasted = `TOCSIN=${product.url}\nSETUP_TOKEN=${product.setupToken}\n`;
  const [setUp = "", source = "", rule = "", incident = "", read = ""] = rest;
  // A person who pastes block by block gives the worker the moment that a script has to wait for.
  const moment = `until curl -sS "$TOCSIN/api/v1/deliveries" -H "Authorization: Bearer $ACCESS_TOKEN" | grep -q captured; do :; done\n`;
  const script = [pasted, setUp, source, rule, "echo", incident, "echo", moment, read].join("\n");
  const { stdout } = await run("bash", ["-euo", "pipefail", "-c", script], { timeout: 60_000 });

  expect(stdout).toContain('"name":"High incidents"');
  expect(stdout).toContain('"change":"opened"');
  expect(stdout).toContain('"state":"captured"');
  expect(stdout).toContain("[High] Contoso – Incident 1: Ransomware activity on a file server");
  const [file = ""] = await readdir(join(product.dataDir, "mail"));
  expect(file).toMatch(/\.eml$/);
  expect(await readFile(join(product.dataDir, "mail", file), "utf8")).toContain("To: soc@contoso.example");
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { root } from "../harness/program.ts";

const dist = join(root, "apps/web/dist");
const firstKb = 250;
const laterKb = 110;

const kilobytes = (file: string): number => gzipSync(readFileSync(file)).length / 1000;

/** The scripts that the page itself asks for, before anything is on screen. */
const firstScripts = (): readonly string[] => {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  return [...page.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => join(dist, path ?? ""));
};

test(`the console starts with at most ${firstKb} kB of scripts, compressed`, () => {
  const scripts = firstScripts();
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.reduce((sum, file) => sum + kilobytes(file), 0)).toBeLessThanOrEqual(firstKb);
});

test(`no page loads a script of more than ${laterKb} kB, compressed`, () => {
  const first = new Set(firstScripts());
  const later = readdirSync(join(dist, "assets"))
    .filter((name) => name.endsWith(".js"))
    .map((name) => join(dist, "assets", name))
    .filter((file) => !first.has(file));
  expect(later.filter((file) => kilobytes(file) > laterKb)).toEqual([]);
});

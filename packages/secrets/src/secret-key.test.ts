import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadSecretKey } from "./secret-key.ts";

const folder = mkdtempSync(join(tmpdir(), "tocsin-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

const none = { given: undefined, file: undefined };

test("a key is made at the first start, for its owner alone, and stays the same", () => {
  const dataDir = join(folder, "new", "data");
  const key = loadSecretKey({ ...none, dataDir });
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(statSync(join(dataDir, "secret.key")).mode & 0o777).toBe(0o600);
  expect(loadSecretKey({ ...none, dataDir })).toBe(key);
  expect(loadSecretKey({ ...none, dataDir: join(folder, "other") })).not.toBe(key);
});

test("a key that is given, or stands in a file, is used, and none is made", () => {
  const file = join(folder, "given.key");
  writeFileSync(file, `${"k".repeat(32)}\n`);
  const dataDir = join(folder, "unused");
  expect(loadSecretKey({ given: "given", file, dataDir })).toBe("given");
  expect(loadSecretKey({ given: undefined, file, dataDir })).toBe("k".repeat(32));
  expect(() => readFileSync(join(dataDir, "secret.key"))).toThrow("ENOENT");
});

test("a key that is too short, or a file that is not there, stops the start", () => {
  const file = join(folder, "short.key");
  writeFileSync(file, "secret\n");
  expect(() => loadSecretKey({ given: undefined, file, dataDir: folder })).toThrow("at least 32 characters");
  expect(() => loadSecretKey({ given: undefined, file: join(folder, "none"), dataDir: folder })).toThrow("ENOENT");
});

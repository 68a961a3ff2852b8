import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { isSample } from "./sample.ts";
import { loadSecretKey, SecretKeyFault } from "./secret-key.ts";

const folder = mkdtempSync(join(tmpdir(), "tocsin-key-"));
afterAll(() => rmSync(folder, { recursive: true }));

const own = "Zq8-fL2v_Wc7Rt0yUk5Bn3Xs1Pd6Ha9G";
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
  writeFileSync(file, `${own}\n`);
  const dataDir = join(folder, "unused");
  expect(loadSecretKey({ given: `${own}-given`, file, dataDir })).toBe(`${own}-given`);
  expect(loadSecretKey({ given: undefined, file, dataDir })).toBe(own);
  expect(() => readFileSync(join(dataDir, "secret.key"))).toThrow("ENOENT");
});

test("a key that is too short, or a file that is not there, stops the start", () => {
  const file = join(folder, "short.key");
  writeFileSync(file, "secret\n");
  expect(() => loadSecretKey({ given: undefined, file, dataDir: folder })).toThrow("at least 32 characters");
  expect(() => loadSecretKey({ given: undefined, file: join(folder, "none"), dataDir: folder })).toThrow("ENOENT");
});

test.each([
  "changeme-changeme-changeme-changeme",
  "please-change-this-secret-key-now!!",
  "replace_me_with_a_long_random_string",
  "your-secret-key-goes-here-32-characters",
  "verysecretkeyverysecretkeyverysecretkey",
  "example-key-of-the-manual-0123456789",
  "0123456789abcdef0123456789abcdef",
  "x".repeat(64),
  "abcabcabcabcabcabcabcabcabcabcabcabc",
])("the sample %s stops the start, wherever it was written", (sample) => {
  const file = join(folder, "sample.key");
  writeFileSync(file, sample);
  for (const place of [
    { given: sample, file: undefined },
    { given: undefined, file },
  ]) {
    expect(() => loadSecretKey({ ...place, dataDir: folder })).toThrow(SecretKeyFault);
    expect(() => loadSecretKey({ ...place, dataDir: folder })).not.toThrow(sample);
  }
});

test("no key that is drawn by chance is taken for a sample", () => {
  for (let i = 0; i < 2_000; i++) {
    const key = randomBytes(32);
    for (const encoding of ["base64", "base64url", "hex"] as const)
      expect(isSample(key.toString(encoding))).toBe(false);
  }
});

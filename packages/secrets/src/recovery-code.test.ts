import { expect, test } from "vitest";
import { newRecoveryCodes, recoveryCodeHash } from "./recovery-code.ts";

test("there are ten codes, all different, without letters that look alike", () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/);
});

test("a code is the same however it is typed, and another for another person or installation", () => {
  const hash = recoveryCodeHash("secret", "ada", "x7k2m-9qfp4");
  for (const typed of ["X7K2M9QFP4", " x7k2m 9qfp4 "]) expect(recoveryCodeHash("secret", "ada", typed)).toBe(hash);
  expect(recoveryCodeHash("secret", "eve", "x7k2m-9qfp4")).not.toBe(hash);
  expect(recoveryCodeHash("other", "ada", "x7k2m-9qfp4")).not.toBe(hash);
});

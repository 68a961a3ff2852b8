import { expect, test } from "vitest";
import { newTotpKey, totpStepOf, totpUri } from "./totp.ts";

/** RFC 6238 appendix B, of which authenticators show the last six digits. */
const key = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
const published: readonly [number, string][] = [
  [59, "94287082"],
  [1_111_111_109, "07081804"],
  [1_111_111_111, "14050471"],
  [1_234_567_890, "89005924"],
  [2_000_000_000, "69279037"],
  [20_000_000_000, "65353130"],
];

test.each(published)("at %i seconds the code that the standard publishes is right", (seconds, digits) => {
  expect(totpStepOf(key, digits.slice(2), seconds * 1_000)).toBe(Math.floor(seconds / 30));
});

test("a code is right from one step before its own to one after it, and names its own", () => {
  const code = "287082";
  for (const seconds of [0, 29, 30, 59, 60, 89]) expect(totpStepOf(key, code, seconds * 1_000)).toBe(1);
  expect(totpStepOf(key, code, 90_000)).toBeNull();
});

test("spaces and hyphens are read over; anything else is no code", () => {
  expect(totpStepOf(key, " 287-082 ", 59_000)).toBe(1);
  for (const code of ["", "28708", "2870820", "28708a", "٢٨٧٠٨٢", "287083"])
    expect(totpStepOf(key, code, 59_000)).toBeNull();
});

test("every key is another, and goes to an authenticator with who it is for", () => {
  expect(newTotpKey()).toMatch(/^[A-Z2-7]{32}$/);
  expect(newTotpKey()).not.toBe(newTotpKey());
  const uri = new URL(totpUri(key, "Tocsin", "ada@contoso.example"));
  expect(uri.protocol + uri.host).toBe("otpauth:totp");
  expect(decodeURIComponent(uri.pathname)).toContain("ada@contoso.example");
  expect(uri.searchParams.get("secret")).toBe(key);
  expect(uri.searchParams.get("issuer")).toBe("Tocsin");
});

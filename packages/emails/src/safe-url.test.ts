import { expect, test } from "vitest";
import { asciiHost, safeUrl } from "./safe-url.ts";

test.each<[string, string | null, string | null]>([
  ["https", "https://a.example/x?y=1#z", "https://a.example/x?y=1#z"],
  ["http", "http://a.example:8080/", "http://a.example:8080/"],
  ["a script", "javascript:alert(1)", null],
  ["a script in disguise", "java\nscript:alert(1)", null],
  ["data", "data:text/html,x", null],
  ["a user name", "https://bank.example@evil.example/", null],
  ["a password", "https://:p@evil.example/", null],
  ["no scheme", "//a.example/", null],
  ["plain text", "see the portal", null],
  ["line breaks, taken out as browsers do", "https://a.example/x\r\nBcc: y", "https://a.example/xBcc:%20y"],
  ["markup, escaped", 'https://a.example/"><b>', "https://a.example/%22%3E%3Cb%3E"],
  ["more than 2,048 characters", `https://a.example/${"x".repeat(2_048)}`, null],
  ["nothing", null, null],
])("an address with %s", (_what, text, expected) => {
  expect(safeUrl(text)?.href ?? null).toBe(expected);
});

test("an international host is shown in the letters that cannot be mistaken", () => {
  expect(safeUrl("https://аpple.example/")?.host).toBe("xn--pple-43d.example");
});

test.each([
  ["https://tocsin.example:8443", "tocsin.example"],
  ["http://[::1]:3000", "1"],
  ["not an address", "localhost"],
])("the host of %s is fit for a header", (text, host) => {
  expect(asciiHost(text)).toBe(host);
});

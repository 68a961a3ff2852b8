import { expect, test } from "vitest";
import { hostOf, lineOf, paragraphOf } from "./foreign-text.ts";

test("text from outside is one line without direction marks, or what stands in for it", () => {
  expect(lineOf("evil\u202Egpj.exe\n next", "-")).toBe("evil gpj.exe next");
  expect(lineOf(" \u200f ", "Without a title")).toBe("Without a title");
});

test("a link shows its host, and what is no link of the web is none", () => {
  expect(hostOf("https://security.microsoft.com/incidents/1?tid=2")).toBe("security.microsoft.com");
  expect(hostOf("https://good.example@evil.example:8443/")).toBe("evil.example:8443");
  expect(hostOf("javascript:alert(1)")).toBeNull();
  expect(hostOf("not a link")).toBeNull();
});

test("a longer text keeps its lines, but not a page of empty ones", () => {
  expect(paragraphOf("one\r\n\r\n\n\n  two\u202e \u2028three\n")).toBe("one\n\ntwo\nthree");
});

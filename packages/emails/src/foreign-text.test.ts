import { clip, oneLine } from "@tocsin/core/kernel";
import { expect, test } from "vitest";
import { fit, safeLine } from "./foreign-text.ts";
import { hostileTexts } from "./testing/hostile.ts";

test("foreign text is one line, cut at a word", () => {
  expect(fit("Shadow\r\ncopies\u202e deleted on SRV", 22)).toBe("Shadow copies deleted…");
});

test("what looks plain is left as cleaning would leave it", () => {
  const texts = ["", " ", "plain", "two words", "two  spaces", " led", "trailed ", "é", "~!", ...hostileTexts(1_000)];
  expect(texts.filter((text) => safeLine(text) !== oneLine(text))).toEqual([]);
  expect(texts.filter((text) => fit(text, 40) !== clip(oneLine(text), 40))).toEqual([]);
});

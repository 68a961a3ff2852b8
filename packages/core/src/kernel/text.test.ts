import { expect, test } from "vitest";
import { clip, oneLine } from "./text.ts";

test.each<[string, string, string]>([
  ["plain text stays", "Ransomware on SRV-01", "Ransomware on SRV-01"],
  ["a line break cannot begin a header", "High\r\nBcc: c@evil.example", "High Bcc: c@evil.example"],
  ["controls go", "a\u0000b\u001b[31mc\u0085d\u007fe", "a b [31mc d e"],
  ["line and paragraph separators go", "a\u2028b\u2029c", "a b c"],
  ["marks that turn the direction of text go", "exe.\u202egnp\u2066x\u200f\u061cy", "exe. gnp x y"],
  ["spaces are one space, and none around it", "  a \t  b\u00a0c ", "a b c"],
  ["a lone surrogate is made well-formed", "a\ud800b", "a\ufffdb"],
  ["letters of any script and signs stay", "Sécurité – 安全 🚨", "Sécurité – 安全 🚨"],
])("%s", (_guarantee, text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

test.each<[string, string, number, string]>([
  ["what fits stays", "12345", 5, "12345"],
  ["what does not is cut with an ellipsis", "123456", 5, "1234…"],
  ["a word that ends late is not cut", "Ransomware on several endpoints", 24, "Ransomware on several…"],
  ["a word that ends early is", "a bcdefghijklmnop", 10, "a bcdefgh…"],
  ["a sign of two units is one character", "🚨🚨🚨", 2, "🚨…"],
])("%s", (_guarantee, text, max, expected) => {
  expect(clip(text, max)).toBe(expected);
});

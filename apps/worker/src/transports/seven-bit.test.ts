import { expect, test } from "vitest";
import { fitsSevenBit, writeSevenBit } from "./seven-bit.ts";

test.each<[string, string, boolean]>([
  ["nothing", "", true],
  ["lines of ASCII", "a\n\tb c\n\nd\n", true],
  ["a line of 998 characters", `${"x".repeat(998)}\n`, true],
  ["a line of 999 characters", "x".repeat(999), false],
  ["a line of 999 characters before others", `${"x".repeat(999)}\na`, false],
  ["an accent", "é", false],
  ["a carriage return", "a\r\nb", false],
  ["a control", "a\u0000b", false],
  ["a delete", "a\u007fb", false],
  ["a blank at the end of a line", "a \nb", false],
  ["a tab at the end of all", "a\nb\t", false],
  ["what a mailbox file takes for the next mail", "a\nFrom b", false],
  ["the same in its first line", "From b", false],
  ["what a reader takes for the end of a part", "a\n--=_b", false],
  ["the same further in its line", "a --=_b\n=_c", true],
  ["From further in", "a From b\nFromage", true],
])("%s can or cannot go out as it is", (_what, text, fits) => {
  expect(fitsSevenBit(text)).toBe(fits);
});

test.each(["", "a", "a\n", "\n\na\n.\n\tb", `${"x".repeat(998)}\ny`])(
  "what fits arrives as the same lines: %j",
  (text) => {
    const target = Buffer.alloc(2 * text.length + 1);
    expect(target.toString("latin1", 0, writeSevenBit(text, target, 0)).split("\r\n")).toEqual(text.split("\n"));
  },
);

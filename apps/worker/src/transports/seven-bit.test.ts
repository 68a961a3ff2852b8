import { expect, test } from "vitest";
import { writeSevenBit } from "./seven-bit.ts";

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
  ["From further in", "a From b\nFromage", true],
])("%s can or cannot go out as it is", (_what, text, fits) => {
  expect(writeSevenBit(text, Buffer.alloc(2 * text.length), 0) !== null).toBe(fits);
});

test.each(["", "a", "a\n", "\n\na\n.\n\tb", `${"x".repeat(998)}\ny`])(
  "what fits arrives as the same lines: %j",
  (text) => {
    const target = Buffer.alloc(2 * text.length + 1);
    const end = writeSevenBit(text, target, 0) ?? Number.NaN;
    expect(target.toString("latin1", 0, end).split("\r\n")).toEqual(text.split("\n"));
  },
);

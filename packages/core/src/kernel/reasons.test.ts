import { expect, test } from "vitest";
import { filled } from "./closed-words.ts";
import { type ReasonKind, reasonKnown, reasons } from "./reasons.ts";

test.each(Object.keys(reasons) as ReasonKind[])("%s is known again, with what it is filled in with", (kind) => {
  const names = [...reasons[kind].matchAll(/\{(\w+)\}/g)].map(([, name]) => String(name));
  for (const value of ["2026-11-22T12:00:00.000Z", "5", "$& (x) “y”\nz"]) {
    const values = Object.fromEntries(names.map((name) => [name, value]));
    expect(reasonKnown(filled(reasons[kind], values))).toEqual({ kind, values });
  }
});

test("what a mail server says is nobody's of ours", () => {
  expect(reasonKnown("550 5.1.1 unknown user")).toBeNull();
  expect(reasonKnown("")).toBeNull();
});

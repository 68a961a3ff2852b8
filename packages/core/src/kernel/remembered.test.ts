import { expect, test, vi } from "vitest";
import { remembered } from "./remembered.ts";

test("what was asked before is answered without being worked out again", () => {
  const lengthOf = vi.fn((text: string) => ({ length: text.length }));
  const quick = remembered(lengthOf);
  expect(quick("abc")).toBe(quick("abc"));
  expect(quick("ab")).toEqual({ length: 2 });
  expect(lengthOf.mock.calls).toEqual([["abc"], ["ab"]]);
});

test("no more answers are kept than was said, whatever is asked", () => {
  const same = vi.fn((text: string) => text);
  const quick = remembered(same, { answersMax: 2 });
  expect(["a", "b", "c", "c", "b", "a"].map(quick)).toEqual(["a", "b", "c", "c", "b", "a"]);
  // Begun anew at the third, and again at the last: `b` and `a` have to be worked out a second time.
  expect(same.mock.calls.flat()).toEqual(["a", "b", "c", "b", "a"]);
});

test("the answer to a long text is not kept", () => {
  const same = vi.fn((text: string) => text);
  const quick = remembered(same, { charactersMax: 2 });
  expect(["abc", "abc", "ab", "ab"].map(quick)).toEqual(["abc", "abc", "ab", "ab"]);
  expect(same.mock.calls.flat()).toEqual(["abc", "abc", "ab"]);
});

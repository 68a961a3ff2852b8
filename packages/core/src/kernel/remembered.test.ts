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
  expect(same.mock.calls.flat()).toEqual(["a", "b", "c", "b", "a"].slice(0, same.mock.calls.length));
  expect(same.mock.calls.length).toBeGreaterThan(3);
});

test("the answer to a long text is not kept", () => {
  const same = vi.fn((text: string) => text);
  const quick = remembered(same, { charactersMax: 2 });
  expect(["abc", "abc", "ab", "ab"].map(quick)).toEqual(["abc", "abc", "ab", "ab"]);
  expect(same.mock.calls.flat()).toEqual(["abc", "abc", "ab"]);
});

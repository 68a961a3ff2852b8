import fc from "fast-check";
import { expect, test } from "vitest";
import { canonical } from "./canonical.ts";

test.each<[string, unknown, string]>([
  [
    "keys come in order, at every depth",
    { b: 1, a: { d: [{ f: 1, e: 2 }], c: null } },
    '{"a":{"c":null,"d":[{"e":2,"f":1}]},"b":1}',
  ],
  ["lists keep theirs", [3, 1, 2], "[3,1,2]"],
  ["what is undefined is not there", { a: undefined, b: 1 }, '{"b":1}'],
  ["keys that sort as numbers in objects are texts", { 10: 1, 9: 2 }, '{"10":1,"9":2}'],
  ["texts are escaped", { 'a"': "\n" }, '{"a\\"":"\\n"}'],
  ["no value is null", undefined, "null"],
])("%s", (_guarantee, value, expected) => {
  expect(canonical(value)).toBe(expected);
});

test("the text of any JSON is that JSON", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

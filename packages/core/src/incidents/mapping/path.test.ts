import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FieldPath, parsePath, type Step, valuesAt, writePath } from "./path.ts";

const parsed = (text: string): FieldPath => {
  const path = parsePath(text);
  if (!path.ok) throw new Error(path.problem);
  return path.value;
};

const read = (document: unknown, path: string, here: unknown = document) =>
  valuesAt({ root: document, here }, parsed(path));

const document = {
  rule: { name: "Odd", "level.of": 5 },
  "host.name": "srv-1",
  events: [
    { id: 1, users: ["ada"] },
    { id: 2, users: ["bo", "cy"] },
  ],
  "two words": { x: true },
};

describe("a path", () => {
  test.each([
    ["rule.name", ["Odd"]],
    ["  rule.name ", ["Odd"]],
    ["$.rule.name", ["Odd"]],
    ['rule["level.of"]', [5]],
    ["rule.level.of", [5]],
    ["host.name", ["srv-1"]],
    ["events[].id", [1, 2]],
    ["events[*].users[]", ["ada", "bo", "cy"]],
    ["events[1].users[0]", ["bo"]],
    ["rule[].name", ["Odd"]],
    ["['two words'].x", [true]],
    ["rule.missing", []],
    ["rule.name.length", []],
    ["events.length", []],
    ["events[9].id", []],
  ])("%s leads to %j", (path, values) => {
    expect(read(document, path)).toEqual(values);
  });

  test("starts at the entry that is looked at, and at the whole document after $", () => {
    expect(read(document, "id", document.events[1])).toEqual([2]);
    expect(read(document, "$.rule.name", document.events[1])).toEqual(["Odd"]);
    expect(read(document, "$", "x")).toEqual([document]);
  });

  test.each(["__proto__", "constructor", "rule.__proto__.polluted", "toString", "events.map", "rule.constructor.name"])(
    "%s leads to nothing that the sender did not write",
    (path) => {
      expect(read(document, path)).toEqual([]);
    },
  );

  test("leads to a key of that name where the sender did write it", () => {
    expect(read(JSON.parse('{"__proto__":{"constructor":7}}'), "__proto__.constructor")).toEqual([7]);
  });

  test.each([
    ["", "is empty"],
    [".a", "cannot be read from character 1"],
    ["a..b", "cannot be read from character 2"],
    ["a[", "cannot be read from character 2"],
    ["a[-1]", "cannot be read from character 2"],
    ["a b", "cannot be read from character 2"],
    ["a[?(@.x)]", "cannot be read from character 2"],
    ["x".repeat(301), "is longer than 300 characters"],
    [Array.from({ length: 21 }, () => "a").join("."), "has more than 20 steps"],
    ["a[][][][]", "goes through more than 3 lists"],
  ])("‘%s’ is refused, and it says where", (path, problem) => {
    const result = parsePath(path);
    expect(result.ok ? null : result.problem).toContain(problem);
  });
});

test("lists multiply to a bounded number of values", () => {
  const list = Array.from({ length: 200 }, () => Array.from({ length: 200 }, () => [1, 2, 3]));
  expect(read({ list }, "list[][][]")).toHaveLength(1_000);
});

test("whatever stands in a document, the path that is written to it leads to it", () => {
  const key = fc
    .string({ minLength: 1, maxLength: 8 })
    .filter((text) => !(text.includes('"') && text.includes("'")) && !/[\r\n]/.test(text));
  fc.assert(
    fc.property(fc.array(key, { minLength: 1, maxLength: 6 }), fc.integer(), (keys, value) => {
      const steps = keys.map((name): Step => ({ kind: "key", key: name }));
      const holder = keys.reduceRight<unknown>(
        (inner, name) => JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(inner)}}`),
        value,
      );
      const path = parsePath(writePath(steps));
      expect(path.ok && valuesAt({ root: holder, here: holder }, path.value)).toEqual([value]);
    }),
  );
});

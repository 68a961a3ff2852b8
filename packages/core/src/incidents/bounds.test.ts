import { expect, test } from "vitest";
import { boundsProblem, payloadBounds } from "./bounds.ts";

const nested = (levels: number): unknown => {
  let value: unknown = [];
  for (let level = 1; level < levels; level += 1) value = [value];
  return value;
};

const keysOf = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index]));

test.each([
  ["an ordinary payload is within bounds", { title: "x", alerts: [{ evidence: [{ name: "srv-1" }] }] }],
  ["a bare text is within bounds", "x"],
  ["nothing is within bounds", null],
  ["the deepest allowed nesting is within bounds", nested(payloadBounds.depth)],
  ["the longest allowed list is within bounds", new Array(payloadBounds.entries).fill(0)],
  ["the longest allowed text is within bounds", "x".repeat(payloadBounds.text)],
  ["the most allowed keys are within bounds", keysOf(payloadBounds.keys)],
])("%s", (_guarantee, value) => {
  expect(boundsProblem(value)).toBeNull();
});

test.each([
  [
    "a list that is too long is named by its path",
    { alerts: [{}, { evidence: new Array(payloadBounds.entries + 1).fill(0) }] },
    { path: "alerts.1.evidence", problem: "is a list of more than 50000 entries" },
  ],
  [
    "a text that is too long is named by its path",
    { a: { b: "x".repeat(payloadBounds.text + 1) } },
    { path: "a.b", problem: "is a text of more than 1048576 characters" },
  ],
  [
    "a bare text can be too long",
    "x".repeat(payloadBounds.text + 1),
    { path: "", problem: "is a text of more than 1048576 characters" },
  ],
  [
    "keys are counted over all objects together",
    [keysOf(payloadBounds.keys), { one: "more" }],
    { path: "", problem: "holds more than 250000 keys" },
  ],
  [
    "the first fault in reading order is the one that is named",
    { a: nested(70), b: new Array(payloadBounds.entries + 1).fill(0) },
    { path: new Array(64).fill("0").with(0, "a").join("."), problem: "is nested more than 64 levels deep" },
  ],
])("%s", (_guarantee, value, fault) => {
  expect(boundsProblem(value)).toEqual(fault);
});

test("a key that is too long is cut in the path to it", () => {
  const fault = boundsProblem({ ["k".repeat(payloadBounds.text + 1)]: 1 });
  expect(fault).toEqual({ path: `${"k".repeat(59)}…`, problem: "is a text of more than 1048576 characters" });
});

test("a hundred thousand lists inside each other are refused without exhausting the stack", () => {
  expect(boundsProblem(nested(100_000))?.problem).toBe("is nested more than 64 levels deep");
});

test("a hundred thousand objects inside each other are refused without exhausting the stack", () => {
  let value: object = {};
  for (let level = 0; level < 100_000; level += 1) value = { child: value };
  expect(boundsProblem(value)?.problem).toBe("is nested more than 64 levels deep");
});

test("a key named __proto__ is looked into like any other", () => {
  const value: unknown = JSON.parse(`{"__proto__":{"list":[${"0,".repeat(payloadBounds.entries)}0]}}`);
  expect(boundsProblem(value)?.path).toBe("__proto__.list");
});

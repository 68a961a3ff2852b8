import fc from "fast-check";
import { expect, test } from "vitest";
import { bytesMax, nextBatch } from "./batches.ts";

const batchesOf = (text: string, last: boolean, only: string | null = null) => {
  const bodies: string[] = [];
  let read = Buffer.from(text);
  for (;;) {
    const batch = nextBatch(read, last, only);
    if (batch === null) return { bodies, rest: read.toString() };
    bodies.push(batch.body.toString());
    read = read.subarray(batch.length);
  }
};

test("a line that is not written to its end waits, until nothing will follow", () => {
  expect(batchesOf('{"a":1}\n{"b"', false)).toEqual({ bodies: ['{"a":1}\n'], rest: '{"b"' });
  expect(batchesOf('{"a":1}\n{"b"', true)).toEqual({ bodies: ['{"a":1}\n{"b"'], rest: "" });
});

test("only the lines with a text are sent, and the others are done with all the same", () => {
  expect(batchesOf("alert 1\nflow\nalert 2\n", false, "alert")).toEqual({ bodies: ["alert 1\nalert 2\n"], rest: "" });
  expect(batchesOf("flow\n", false, "alert")).toEqual({ bodies: [""], rest: "" });
});

test("whatever is written, the batches together are the lines, each within its bounds", () => {
  const line = fc.string({ maxLength: 40 }).map((text) => `${text.replaceAll("\n", "")}\n`);
  fc.assert(
    fc.property(fc.array(line, { maxLength: 3_000 }), (lines) => {
      const { bodies, rest } = batchesOf(lines.join(""), false);
      expect(bodies.join("") + rest).toBe(lines.join(""));
      for (const body of bodies) expect(body.split("\n").length - 1).toBeLessThanOrEqual(1_000);
    }),
    { numRuns: 30 },
  );
});

test("a line larger than a batch is a batch of its own", () => {
  const long = `${"x".repeat(bytesMax + 5)}\n`;
  expect(batchesOf(`a\n${long}b\n`, false).bodies.map(({ length }) => length)).toEqual([2, long.length, 2]);
});

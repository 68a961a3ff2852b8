import { expect, test } from "vitest";
import { idsOfLast, newId } from "./ids.ts";

test("ids of one process sort in the order in which they were made, however many fall into one millisecond", () => {
  const ids = Array.from({ length: 20_000 }, () => newId<string>());
  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
});

test("an id is a UUID of version 7", () => {
  expect(newId<string>()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("of ids that were made now, those of the last minute are all, and those of the next one none", () => {
  const id = newId<string>();
  expect(id > idsOfLast(60_000)).toBe(true);
  expect(id > idsOfLast(-60_000)).toBe(false);
});

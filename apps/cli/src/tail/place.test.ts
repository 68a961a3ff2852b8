import { describe, expect, test } from "vitest";
import { type FileFacts, headOf, readPlace, resume } from "./place.ts";

const head = headOf(Buffer.from("first line"));
const place = { inode: "7", offset: 100, head };
const file = (given: Partial<FileFacts> = {}): FileFacts => ({
  path: "/var/log/eve.json",
  inode: "7",
  size: 150,
  headDigest: head.digest,
  ...given,
});
const old = (given: Partial<FileFacts> = {}) => file({ path: "/var/log/eve.json.1", ...given });

describe("where a tail goes on", () => {
  test("in the same file, at its place", () => {
    expect(resume(place, file(), [])).toEqual({ rest: null, offset: 100, lost: false });
  });

  test.each([
    ["renamed", file({ inode: "8", size: 20, headDigest: null }), old()],
    ["renamed, with nothing in its place yet", null, old()],
    ["copied and cut short", file({ size: 20, headDigest: null }), old({ inode: "9" })],
    ["copied, cut short, and grown beyond the place", file({ size: 500, headDigest: "other" }), old({ inode: "9" })],
  ])("%s, the rest of the file before comes first, then the new one from its start", (_how, current, before) => {
    expect(resume(place, current, [before])).toEqual({
      rest: { path: "/var/log/eve.json.1", offset: 100 },
      offset: 0,
      lost: false,
    });
  });

  test("what is nowhere to be found is said to be lost, and the new file is read from its start", () => {
    const current = file({ inode: "8", headDigest: "other" });
    expect(resume(place, current, [old({ inode: "9", headDigest: "other" })])).toEqual({
      rest: null,
      offset: 0,
      lost: true,
    });
  });

  test("a file of which nothing was sent is not taken for another one", () => {
    const empty = { inode: "7", offset: 0, head: headOf(Buffer.alloc(0)) };
    expect(resume(empty, file({ inode: "8" }), [old({ inode: "9" })])).toEqual({ rest: null, offset: 0, lost: false });
  });
});

test.each(["", "{", "{}", '{"inode":7,"offset":-1}', "null"])("%j is no place", (text) => {
  expect(readPlace(text)).toBeNull();
});

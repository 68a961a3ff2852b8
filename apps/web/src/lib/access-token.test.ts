import { describe, expect, test } from "vitest";
import { couldBeToken, forgetToken, keepToken, readToken, tidyToken } from "./access-token.ts";

const shelf = () => {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
};

describe("the access token", () => {
  test("is kept for this tab, or on the device where that was asked for, and never in both", () => {
    const shelves = { tab: shelf(), device: shelf() };
    keepToken(shelves, "one", false);
    expect([shelves.tab.kept.size, shelves.device.kept.size]).toEqual([1, 0]);
    keepToken(shelves, "two", true);
    expect([shelves.tab.kept.size, shelves.device.kept.size]).toEqual([0, 1]);
    expect(readToken(shelves)).toBe("two");
  });

  test("is gone from everywhere after signing out", () => {
    const shelves = { tab: shelf(), device: shelf() };
    keepToken(shelves, "one", true);
    forgetToken(shelves);
    expect(readToken(shelves)).toBeNull();
  });

  test("is simply not kept where the browser refuses", () => {
    const refuse = () => {
      throw new Error("denied");
    };
    const refusing = { getItem: refuse, setItem: refuse, removeItem: refuse };
    const shelves = { tab: refusing, device: null };
    keepToken(shelves, "one", false);
    expect(readToken(shelves)).toBeNull();
  });

  test("loses what copying added, and what cannot be one is told apart", () => {
    expect(tidyToken("  toc_abc\n def ")).toBe("toc_abcdef");
    expect(couldBeToken("toc_abc")).toBe(true);
    expect(couldBeToken("tok€n")).toBe(false);
    expect(couldBeToken("")).toBe(false);
  });
});

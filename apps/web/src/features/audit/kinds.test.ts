import { expect, test } from "vitest";
import { kindIn, kindTyped } from "./kinds.ts";

test("things are called by the reader's words, and a new one by the api's, marked as English", () => {
  expect(kindIn("notification rule", "nl")).toEqual({ text: "meldingsregel" });
  expect(kindIn("notification rule", "en")).toEqual({ text: "notification rule", lang: "en" });
  expect(kindIn("constructor", "nl")).toEqual({ text: "constructor", lang: "en" });
});

test("a thing is found by the word that is shown for it, and everything else by what was typed", () => {
  expect(kindTyped(" Bron ", "nl")).toBe("source");
  expect(kindTyped("source", "nl")).toBe("source");
  expect(kindTyped("0194-some-id", "nl")).toBe("0194-some-id");
  expect(kindTyped("bron", "en")).toBe("bron");
});

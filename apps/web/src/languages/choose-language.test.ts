import { expect, test } from "vitest";
import { chooseLanguage } from "./choose-language.ts";

test("the first language that we have is chosen, whatever its region", () => {
  expect(chooseLanguage(["fy", "nl-BE", "en"])).toBe("nl");
  expect(chooseLanguage(["en-US", "nl"])).toBe("en");
  expect(chooseLanguage(["de-DE"])).toBe("en");
});

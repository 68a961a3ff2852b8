import { expect, test } from "vitest";
import { languageOf, languages } from "./index.ts";

test.each([
  ["en", "en"],
  ["en-US", "en"],
  ["nl", "nl"],
  ["nl-BE", "nl"],
  ["NL_nl", "nl"],
  ["fr", "en"],
  ["", "en"],
  ["__proto__", "en"],
])("a reader whose locale is ‘%s’ gets %s", (locale, tag) => {
  expect(languageOf(locale).tag).toBe(tag);
});

test.each(languages.map((language) => [language.tag, language] as const))(
  "%s has a word of its own for each severity",
  (_tag, { months, severity, severityBlock }) => {
    expect(new Set(Object.values(severity)).size).toBe(6);
    expect(new Set(Object.values(severityBlock)).size).toBe(6);
    expect(new Set(months).size).toBe(12);
  },
);

import { describe, expect, test } from "vitest";
import { type Catalog, sayIn } from "./catalog.ts";
import type { Language } from "./choose-language.ts";

/** Every catalog of the console, by the file that it stands in. */
const files = import.meta.glob<Record<string, Catalog<string>>>("../**/sentences.ts", { eager: true });

/** The names of the values that a sentence asks for, and of what surrounds its parts. */
const asksOf = (sentence: string): { readonly values: readonly string[]; readonly tags: readonly string[] } => ({
  values: [...new Set(sentence.match(/(?<=\{)\w+(?=[,}])/g))].sort(),
  tags: [...new Set(sentence.match(/(?<=<)\w+(?=>)/g))].sort(),
});

/** Says a sentence of none, one and two; what is wrong with it is heard on the console. */
const sayOf = (catalog: Catalog<string>, language: Language, key: string): void => {
  const { values, tags } = asksOf(catalog[language][key] ?? "");
  for (const number of [0, 1, 2]) {
    sayIn(catalog, language).rich(key, {
      ...Object.fromEntries(values.map((name) => [name, number])),
      ...Object.fromEntries(tags.map((name) => [name, (parts) => parts])),
    });
  }
};

describe.each(Object.entries(files))("%s", (_file, catalogs) => {
  test("every sentence can be said in both languages, and asks for the same in each", async () => {
    const faults: unknown[] = [];
    const heard = console.error;
    console.error = (...said: unknown[]) => void faults.push(...said);
    try {
      for (const catalog of Object.values(catalogs)) {
        expect(Object.keys(catalog.nl).sort()).toEqual(Object.keys(catalog.en).sort());
        for (const key of Object.keys(catalog.en)) {
          expect(catalog.en[key]?.trim(), key).not.toBe("");
          expect(catalog.nl[key]?.trim(), key).not.toBe("");
          expect(asksOf(catalog.nl[key] ?? ""), key).toEqual(asksOf(catalog.en[key] ?? ""));
          for (const language of ["en", "nl"] as const) sayOf(catalog, language, key);
        }
      }
    } finally {
      console.error = heard;
    }
    expect(faults).toEqual([]);
  });
});

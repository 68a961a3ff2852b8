import { en, type Sentences } from "./en.ts";
import { nl } from "./nl.ts";

/** Every language of the console; the type makes each of them whole. */
export const languages = { en, nl } satisfies Record<string, Sentences>;

export type Language = keyof typeof languages;

export const isLanguage = (text: string | null): text is Language => text === "en" || text === "nl";

/** The first of the reader's languages that we have, else English. */
export const chooseLanguage = (wanted: readonly string[]): Language => {
  for (const tag of wanted) {
    const language = tag.split("-")[0]?.toLowerCase();
    if (language === "en" || language === "nl") return language;
  }
  return "en";
};

import type { Language } from "../../languages/index.ts";
import { inWords } from "./kind-settings.ts";
import { kindSentencesInDutch, settingNamesInDutch } from "./kind-words-nl.ts";

/** Words in the reader's language; `lang` where they are in another one. */
export interface Worded {
  readonly text: string;
  readonly lang?: "en";
}

const wordedBy = (
  known: Readonly<Record<string, string>>,
  key: string,
  otherwise: string,
  language: Language,
): Worded =>
  language === "nl" && Object.hasOwn(known, key) ? { text: known[key] ?? otherwise } : { text: otherwise, lang: "en" };

/** What core says of a kind or of one of its settings; what it says since a newer api stays English. */
export const kindSentenceIn = (sentence: string, language: Language): Worded =>
  wordedBy(kindSentencesInDutch, sentence, sentence, language);

/** What a setting is called. */
export const settingNameIn = (name: string, language: Language): Worded =>
  wordedBy(settingNamesInDutch, name, inWords(name), language);

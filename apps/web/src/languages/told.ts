import type { Language } from "./choose-language.ts";
import { enPhrases, enTold } from "./en-told.ts";
import { nlPhrases, nlTold } from "./nl-told.ts";

/** Who was told and why, and core's phrases about it: for the pages that explain, which fetch them when they are opened. */
export interface ToldSentences {
  readonly told: typeof enTold;
  readonly phrases: typeof enPhrases;
}

export const toldSentences: Readonly<Record<Language, ToldSentences>> = {
  en: { told: enTold, phrases: enPhrases },
  nl: { told: nlTold, phrases: nlPhrases },
};

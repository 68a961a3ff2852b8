import type { Sentences } from "../languages/en.ts";
import type { Language } from "../languages/index.ts";
import type { ToldSentences } from "../languages/told.ts";
import type { Times } from "./times.ts";

/** Whom the words are for: their language, their zone, and what they call their sources. */
export interface Reader {
  readonly language: Language;
  readonly sentences: Sentences & ToldSentences;
  readonly times: Times;
  /** The name of one of our sources by its id; null where it is not known. */
  readonly sourceName: (id: string) => string | null;
}

/** A word of our vocabulary in the reader's language; a foreign one as it came. */
export const wordIn = (table: Readonly<Record<string, string>>, word: string): string =>
  (Object.hasOwn(table, word) ? table[word] : undefined) ?? word;

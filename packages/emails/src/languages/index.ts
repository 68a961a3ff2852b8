import { en } from "./en.ts";
import type { Language } from "./language.ts";
import { nl } from "./nl.ts";

export type { AccountTable, AccountWords } from "./account-words.ts";
export type { Language } from "./language.ts";
export type { Moment, NoticeTable, NoticeWords } from "./notice-words.ts";

/** Every language that mails are written in. Adding one is adding a file and a line here. */
export const languages: readonly Language[] = [en, nl];

/** The language of a BCP 47 locale, whatever its region (`nl-BE` is Dutch); English where we do not have it. */
export const languageOf = (locale: string): Language => {
  const primary = locale.toLowerCase().split(/[-_]/, 1)[0];
  return languages.find((language) => language.tag === primary) ?? en;
};

import type { Language } from "../../languages/index.ts";
import { kindsInDutch } from "./kinds-nl.ts";

/** What a thing of the log is called in the reader's language; a word that is not known stays English. */
export const kindIn = (kind: string, language: Language): { readonly text: string; readonly lang?: "en" } =>
  language === "nl" && Object.hasOwn(kindsInDutch, kind)
    ? { text: kindsInDutch[kind as keyof typeof kindsInDutch] }
    : { text: kind, lang: "en" };

/** What to ask the api for, which knows the English words only, where somebody typed a thing in his own. */
export const kindTyped = (typed: string, language: Language): string => {
  const wanted = typed.trim().toLowerCase();
  if (language === "en" || wanted === "") return typed;
  return Object.entries(kindsInDutch).find(([, word]) => word === wanted)?.[0] ?? typed;
};

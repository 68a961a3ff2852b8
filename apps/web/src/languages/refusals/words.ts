import { ungroupedName } from "@tocsin/core/device-groups";
import { fieldFaultIn, type RefusalKind, refusals } from "@tocsin/core/kernel";
import type { Problem } from "../../lib/http.ts";
import { sayIn } from "../catalog.ts";
import type { Language } from "../choose-language.ts";
import { faultSentences } from "../faults/sentences.ts";
import { languages } from "../index.ts";
import { rightSentences } from "../rights/sentences.ts";
import { refusalSentences } from "./sentences.ts";

/** What the api said, in a reader's language where we know it again; `lang` is that of the words where it is another one. */
export interface Said {
  readonly text: string;
  readonly lang?: "en";
}

/** Why the api refused something. */
export const refusalIn = ({ detail, reason }: Pick<Problem, "detail" | "reason">, language: Language): Said => {
  if (language === "en" || reason === undefined || !isKnown(reason.kind)) return { text: detail, lang: "en" };
  const values = Object.entries(reason.values).map(([name, value]) => [name, valueIn(name, value, language)] as const);
  return { text: sayIn(refusalSentences, language)(reason.kind, Object.fromEntries(values)) };
};

/** What is wrong with a field. */
export const faultIn = (message: string, language: Language): string => {
  const known = language === "en" ? null : fieldFaultIn(message);
  return known === null ? message : sayIn(faultSentences, language)(known.kind, known.values);
};

const isKnown = (kind: string): kind is RefusalKind => Object.hasOwn(refusals, kind);

/** Rights and the group of the rest have names in every language. */
const valueIn = (name: string, value: string | number, language: Language): string | number => {
  if (name === "right" && Object.hasOwn(rightSentences.en, value))
    return sayIn(rightSentences, language)(value as keyof typeof rightSentences.en);
  return value === ungroupedName ? languages[language].words.ungrouped : value;
};

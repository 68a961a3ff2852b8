import { createContext, type ReactNode, useContext } from "react";
import { type Language, languages } from "./choose-language.ts";
import type { Sentences } from "./en.ts";

const LanguageContext = createContext<Language>("en");

interface Props {
  readonly language: Language;
  readonly children: ReactNode;
}

export const LanguageProvider = ({ language, children }: Props): ReactNode => (
  <LanguageContext value={language}>{children}</LanguageContext>
);

/** The reader's language and its sentences. */
export const useLanguage = (): { readonly language: Language; readonly sentences: Sentences } => {
  const language = useContext(LanguageContext);
  return { language, sentences: languages[language] };
};

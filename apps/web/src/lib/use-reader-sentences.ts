import { useMemo } from "react";
import { useLanguage } from "../languages/index.ts";
import { toldSentences } from "../languages/told.ts";
import type { Reader } from "./reader.ts";

/** The sentences in which a reader is told who was told, and why. */
export const useReaderSentences = (): Reader["sentences"] => {
  const { language, sentences } = useLanguage();
  return useMemo(() => ({ ...sentences, ...toldSentences[language] }), [language, sentences]);
};

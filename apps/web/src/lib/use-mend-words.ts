import type { Mend } from "@tocsin/core/notification-rules";
import { useLanguage } from "../languages/index.ts";
import { mendIn } from "./mend-words.ts";
import { useReaderSentences } from "./use-reader-sentences.ts";

/** Says what would have to be different in a rule, in the reader's words. */
export const useMendWords = (): ((mend: Mend) => string) => {
  const { language } = useLanguage();
  const sentences = useReaderSentences();
  return (mend) => mendIn(mend, language, { sentences });
};

import { useMemo } from "react";
import { useLanguage } from "../../languages/index.ts";
import type { Reader } from "../../lib/reader.ts";
import { useReaderSentences } from "../../lib/use-reader-sentences.ts";
import { useTimes } from "../../lib/use-times.ts";
import { useSources } from "./requests.ts";

/** The person in front of the page. Until the names of the sources are there, their ids stand in. */
export const useReader = (): Reader => {
  const { language } = useLanguage();
  const sentences = useReaderSentences();
  const times = useTimes();
  const sources = useSources().value;
  return useMemo(() => {
    const names = new Map(sources?.items.map(({ id, name }) => [id, name]));
    return { language, sentences, times, sourceName: (id) => names.get(id) ?? null };
  }, [language, sentences, times, sources]);
};

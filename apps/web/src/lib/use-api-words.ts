import { useEffect, useMemo, useSyncExternalStore } from "react";
import { useLanguage } from "../languages/index.ts";
import type * as Words from "../languages/refusals/words.ts";
import type { Problem } from "./http.ts";

/** Fetched by readers of other languages than the api's only, once. */
let words: typeof Words | null = null;
const listeners = new Set<() => void>();

const fetchWords = async (): Promise<void> => {
  try {
    words = await import("../languages/refusals/words.ts");
    for (const listener of listeners) listener();
  } catch {
    // Then the api's own words stand.
  }
};

const listen = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

interface ApiWords {
  readonly refusal: (problem: Pick<Problem, "detail" | "reason">) => Words.Said;
  readonly fault: (message: string) => string;
}

/** Says what the api refused, and what is wrong with a field, in the reader's words; in the api's until those are there. */
export const useApiWords = (): ApiWords => {
  const { language } = useLanguage();
  const known = useSyncExternalStore(listen, () => words);
  useEffect(() => {
    if (language !== "en" && words === null) void fetchWords();
  }, [language]);
  return useMemo(
    () => ({
      refusal: (problem) => known?.refusalIn(problem, language) ?? { text: problem.detail, lang: "en" },
      fault: (message) => known?.faultIn(message, language) ?? message,
    }),
    [known, language],
  );
};

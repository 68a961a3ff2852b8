import { useCallback } from "react";
import { useLanguage } from "../languages/index.ts";
import type { Failure } from "./http.ts";
import { useApiWords } from "./use-api-words.ts";

/** Why something failed, as a part of a sentence: why the api refused it, or that it did not answer. */
export const useReason = (): ((failure: Failure | null) => string) => {
  const { unreachable } = useLanguage().sentences.failures;
  const { refusal } = useApiWords();
  return useCallback(
    (failure) => (failure?.kind === "refused" ? refusal(failure.problem).text : unreachable),
    [unreachable, refusal],
  );
};

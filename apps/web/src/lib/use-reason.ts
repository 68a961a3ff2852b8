import { useCallback } from "react";
import { useLanguage } from "../languages/index.ts";
import type { Failure } from "./http.ts";

/** Why something failed, as a part of a sentence: the api's own words, or that it did not answer. */
export const useReason = (): ((failure: Failure | null) => string) => {
  const { unreachable } = useLanguage().sentences.failures;
  return useCallback((failure) => (failure?.kind === "refused" ? failure.problem.detail : unreachable), [unreachable]);
};

import { useCallback } from "react";
import type { z } from "zod";
import { useSay } from "../../languages/index.ts";
import { pieceSentences } from "../sentences.ts";
import { type Issue, sentenceOf } from "./faults.ts";

export type IssueWords = (issue: z.core.$ZodIssue) => string;

/** Says what one of core's schemas finds of a part of a form. */
export const useIssueWords = (): IssueWords => {
  const say = useSay(pieceSentences);
  return useCallback((issue) => sentenceOf(issue as Issue, say) ?? issue.message, [say]);
};

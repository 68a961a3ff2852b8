import { knownAgain } from "@tocsin/core/kernel";
import { pollAdvice } from "@tocsin/core/sources";
import type { ReactNode } from "react";
import { useSay } from "../../languages/index.ts";
import { pollAdviceSentences } from "../../languages/poll-advice/sentences.ts";

/** What to do about a poll that does not work; advice that is not known, of a newer api, stays English. */
export const Advice = ({ text }: { readonly text: string }): ReactNode => {
  const say = useSay(pollAdviceSentences);
  const known = knownAgain(pollAdvice, text);
  return known === null ? <span lang="en">{text}</span> : say(known.kind, known.values);
};

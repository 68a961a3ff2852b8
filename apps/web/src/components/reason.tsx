import type { ReactNode } from "react";
import { useLanguage } from "../languages/index.ts";
import { knownReasonIn } from "../lib/reason-words.ts";
import { useTimes } from "../lib/use-times.ts";
import { Foreign } from "./foreign.tsx";

/** Why a mail stands as it does: in the reader's words where it is we who say so, else in those of the mail server. */
export const Reason = ({ text }: { readonly text: string }): ReactNode => {
  const { language } = useLanguage();
  const words = knownReasonIn(text, { language, times: useTimes() });
  return (
    <span lang={words === null ? "en" : undefined}>
      <Foreign text={words ?? text} />
    </span>
  );
};

import { readableSource } from "@tocsin/core/incidents";
import type { Mend } from "@tocsin/core/notification-rules";
import { type Language, sayIn } from "../languages/index.ts";
import { mendSentences } from "../languages/mends/sentences.ts";
import { attentionIn, conditionIn, groupWord } from "./phrases.ts";
import type { Reader } from "./reader.ts";

/** One thing that would have to be different in a rule, in the reader's words. */
export const mendIn = (mend: Mend, language: Language, reader: Pick<Reader, "sentences">): string =>
  sayIn(mendSentences, language)(mend.kind, valuesOf(mend, reader));

const valuesOf = (mend: Mend, reader: Pick<Reader, "sentences">): Readonly<Record<string, string>> => {
  const { words } = reader.sentences;
  switch (mend.kind) {
    case "completeRule":
      return { problem: attentionIn(mend.problem, reader) };
    case "addChange":
      return { change: words.change[mend.change] };
    case "addSeverity":
      return { severity: words.severity[mend.severity] };
    case "addDeviceGroup":
      return { group: groupWord(mend.deviceGroup.name, reader) };
    case "addSource":
      return { source: readableSource(mend.serviceSource) };
    case "leaveOut":
      return { condition: conditionIn(mend.condition, reader) };
    default: {
      const { kind: _kind, ...nothing } = mend;
      return nothing satisfies Readonly<Record<string, never>>;
    }
  }
};

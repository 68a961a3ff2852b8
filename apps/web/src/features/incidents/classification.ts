import { type Reader, wordIn } from "../../lib/reader.ts";

interface Classified {
  readonly classification: string | null;
  readonly determination: string | null;
}

/** `True positive (malware)`; null where nobody has judged it. */
export const classificationOf = ({ classification, determination }: Classified, reader: Reader): string | null => {
  if (isUnsaid(classification)) return null;
  const word = wordIn(reader.sentences.words.classification, classification);
  return isUnsaid(determination) ? word : `${word} (${readableWords(determination)})`;
};

/** `truePositive (malware)`, as a change tells it, with its first word in the reader's language. */
export const classificationIn = (said: string, { sentences }: Reader): string =>
  said
    .replace(/^\w+/, (word) => wordIn(sentences.words.classification, word))
    .replace(/\((\w+)\)$/, (_, determination: string) => `(${readableWords(determination)})`);

/** `multiStagedAttack` as people write it. */
const readableWords = (text: string): string =>
  /^[a-z]+([A-Z][a-z]+)+$/.test(text) ? text.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`) : text;

const isUnsaid = (word: string | null): word is null => word === null || /^(unknown)?$/i.test(word.trim());

import type { ReactNode } from "react";
import { lineOf } from "../../lib/foreign-text.ts";
import type { Reader } from "../../lib/reader.ts";
import { ownWordOf } from "./own-word.ts";
import styles from "./own-word-note.module.css";

interface Props {
  readonly ours: string;
  readonly said: string | null;
  readonly reader: Reader;
}

/** The source's own word, where it is not simply ours. */
export const OwnWord = ({ ours, said, reader }: Props): ReactNode => {
  const own = ownWordOf(ours, said);
  if (own === null) return null;
  return <bdi className={styles["note"]}>({reader.sentences.incident.ownWord(lineOf(own, "?"))})</bdi>;
};

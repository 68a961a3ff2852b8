import type { ReactNode } from "react";
import { lineOf } from "../lib/foreign-text.ts";
import styles from "./foreign.module.css";

interface Props {
  readonly text: string;
  /** Stands where nothing of the text can be shown. */
  readonly otherwise?: string;
}

/** Text from outside. However long its words and whichever way it runs, it leaves what stands beside it alone. */
export const Foreign = ({ text, otherwise = "–" }: Props): ReactNode => (
  <bdi className={styles["foreign"]}>{lineOf(text, otherwise)}</bdi>
);

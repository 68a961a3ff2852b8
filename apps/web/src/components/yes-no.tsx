import type { ReactNode } from "react";
import styles from "./yes-no.module.css";

interface Props {
  readonly yes: boolean;
  readonly text: string;
}

/** A yes or a no as symbol and word. */
export const YesNo = ({ yes, text }: Props): ReactNode => (
  <span className={styles["answer"]} data-yes={yes}>
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="7.25" className={styles["disc"]} />
      <path d={yes ? "m4.75 8.25 2.25 2.25 4.25-4.75" : "m5.5 5.5 5 5m0-5-5 5"} className={styles["sign"]} />
    </svg>
    {text}
  </span>
);

import type { Severity } from "@tocsin/core/kernel";
import type { ReactNode } from "react";
import { useLanguage } from "../languages/index.ts";
import styles from "./severity-badge.module.css";

/** Stands beside every severity word, so that neither colour nor language is needed to rank it; as in the mails. */
const shapes: Readonly<Record<Severity, string>> = {
  critical: "▲▲▲▲",
  high: "▲▲▲",
  medium: "▲▲",
  low: "▲",
  informational: "i",
  unknown: "?",
};

interface Props {
  readonly severity: Severity;
}

/** A severity as shape, word and tint. */
export const SeverityBadge = ({ severity }: Props): ReactNode => {
  const { words } = useLanguage().sentences;
  return (
    <span className={styles["badge"]} data-severity={severity}>
      <span aria-hidden="true" className={styles["shape"]}>
        {shapes[severity]}
      </span>
      {words.severity[severity]}
    </span>
  );
};

/** The severity of a whole page, as the bar at the top of its mail. */
export const SeverityBlock = ({ severity }: Props): ReactNode => {
  const { words } = useLanguage().sentences;
  return (
    <p className={styles["block"]} data-severity={severity}>
      <span aria-hidden="true" className={styles["shape"]}>
        {shapes[severity]}
      </span>
      {words.severityBlock[severity]}
    </p>
  );
};

import type { ReactNode } from "react";
import styles from "./fact-list.module.css";
import type { Fact } from "./facts.ts";

/** What a rule says, a line a field. */
export const FactList = ({ facts }: { readonly facts: readonly Fact[] }): ReactNode => (
  <dl className={styles["facts"]}>
    {facts.map(({ id, label, text }) => (
      <div key={id} className={styles["fact"]}>
        <dt>{label}</dt>
        <dd>{text}</dd>
      </div>
    ))}
  </dl>
);

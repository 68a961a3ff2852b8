import type { ReactNode } from "react";
import styles from "./fact-list.module.css";

/** Facts under each other, each with its name. */
export const FactList = ({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }): ReactNode => (
  <dl className={styles["facts"]}>
    {facts.map(([name, value]) => (
      <div key={name} className={styles["fact"]}>
        <dt>{name}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

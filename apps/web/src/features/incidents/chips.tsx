import type { ReactNode } from "react";
import { Foreign } from "../../components/foreign.tsx";
import styles from "./chips.module.css";

/** Short words from outside, side by side. */
export const Chips = ({ texts }: { readonly texts: readonly string[] }): ReactNode => (
  <ul className={styles["chips"]}>
    {[...new Set(texts)].map((text) => (
      <li key={text}>
        <Foreign text={text} />
      </li>
    ))}
  </ul>
);

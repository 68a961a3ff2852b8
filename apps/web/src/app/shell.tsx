import type { ReactNode } from "react";
import { Mark } from "./mark.tsx";
import styles from "./shell.module.css";

/** What surrounds every page: the name above it, and room. */
export const Shell = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles["shell"]}>
    <header className={styles["header"]}>
      <a href="/" className={styles["brand"]}>
        <Mark />
        Tocsin
      </a>
    </header>
    <main className={styles["main"]}>{children}</main>
  </div>
);

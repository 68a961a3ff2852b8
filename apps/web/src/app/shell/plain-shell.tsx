import type { ReactNode } from "react";
import { Mark } from "../mark.tsx";
import { Preferences } from "./account-menu.tsx";
import styles from "./plain-shell.module.css";

/** What surrounds pages that need nobody to be signed in: the name, and how the page reads. Its link loads anew, so that a form can ask first. */
export const PlainShell = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles["shell"]}>
    <header className={styles["header"]}>
      <a href="/" className={styles["brand"]}>
        <Mark />
        Tocsin
      </a>
      <Preferences />
    </header>
    <main className={styles["main"]}>{children}</main>
  </div>
);

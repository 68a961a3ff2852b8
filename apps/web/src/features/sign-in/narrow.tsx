import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import styles from "./narrow.module.css";

/** The one sheet of a page that asks for little. */
export const Narrow = ({ children }: { readonly children: ReactNode }): ReactNode => (
  <div className={styles["narrow"]}>
    <Card>{children}</Card>
  </div>
);

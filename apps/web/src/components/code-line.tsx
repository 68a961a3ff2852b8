import { Code } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./code-line.module.css";

/** Text of a machine. It wraps rather than scrolls sideways, so that all of it is seen on a phone too. */
export const CodeLine = ({ text }: { readonly text: string }): ReactNode => (
  <Code block className={styles["code"]}>
    {text}
  </Code>
);

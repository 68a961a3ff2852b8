import type { ReactNode } from "react";
import { CodeLine } from "./code-line.tsx";
import { CopyButton } from "./copy-button.tsx";
import styles from "./copyable.module.css";

interface Props {
  readonly text: string;
  readonly what: string;
  readonly onCopied?: () => void;
}

/** Text of a machine with a button that copies it; copying it by hand counts as well. */
export const Copyable = ({ text, what, onCopied }: Props): ReactNode => (
  <div className={styles["copyable"]} onCopy={onCopied}>
    <CodeLine text={text} />
    <div className={styles["button"]}>
      <CopyButton text={text} what={what} {...(onCopied && { onCopied })} />
    </div>
  </div>
);

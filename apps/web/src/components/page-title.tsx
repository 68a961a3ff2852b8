import { Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import styles from "./page-title.module.css";

interface Props {
  readonly text: string;
  /** What the tab says, where that is not the text itself. */
  readonly tab?: string;
  /** Takes the focus when it appears, for a page that replaces another after an action. */
  readonly focus?: boolean;
}

/** The one `h1` of a page, which also names the tab. */
export const PageTitle = ({ text, tab = text, focus = false }: Props): ReactNode => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${tab} – Tocsin`;
  }, [tab]);
  useEffect(() => {
    if (!focus) return;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [focus]);
  return (
    <Title order={1} ref={heading} tabIndex={-1} dir="auto" className={styles["title"] ?? ""}>
      {text}
    </Title>
  );
};

import { Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useVisit } from "../lib/visit.tsx";
import styles from "./page-title.module.css";

interface Props {
  readonly text: string;
  /** What the tab says, where that is not the text itself. */
  readonly tab?: string;
  /** Takes the focus when it appears, for a part that replaces another without a new address. */
  readonly focus?: boolean;
  /** One sentence under it: what the page is for. */
  readonly intro?: ReactNode;
  /** What the page is for doing: buttons at its end. */
  readonly children?: ReactNode;
}

/** The one `h1` of a page, which also names the tab. On a page that someone went to it takes the focus. */
export const PageTitle = ({ text, tab = text, focus = false, intro, children }: Props): ReactNode => {
  const heading = useRef<HTMLHeadingElement>(null);
  const { takeFocus } = useVisit();
  useEffect(() => {
    document.title = `${tab} – Tocsin`;
  }, [tab]);
  useEffect(() => {
    if (takeFocus() || focus) {
      heading.current?.focus({ preventScroll: true });
      window.scrollTo({ top: 0 });
    }
  }, [focus, takeFocus]);
  const title = (
    <Title order={1} ref={heading} tabIndex={-1} dir="auto" className={styles["title"] ?? ""}>
      {text}
    </Title>
  );
  if (intro === undefined && children === undefined) return title;
  return (
    <div className={styles["head"]}>
      <div className={styles["words"]}>
        {title}
        {intro !== undefined && <p className={styles["intro"]}>{intro}</p>}
      </div>
      {children !== undefined && <div className={styles["actions"]}>{children}</div>}
    </div>
  );
};

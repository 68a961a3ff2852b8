import { Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";

interface Props {
  readonly text: string;
  /** Takes the focus when it appears, for a page that replaces another after an action. */
  readonly focus?: boolean;
}

/** The one `h1` of a page, which also names the tab. */
export const PageTitle = ({ text, focus = false }: Props): ReactNode => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${text} – Tocsin`;
    if (!focus) return;
    heading.current?.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }, [text, focus]);
  return (
    <Title order={1} ref={heading} tabIndex={-1}>
      {text}
    </Title>
  );
};

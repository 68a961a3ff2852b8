import { Button } from "@mantine/core";
import { clip } from "@tocsin/core/kernel";
import { type ReactNode, useRef, useState } from "react";
import { useLanguage } from "../languages/index.ts";
import { paragraphOf } from "../lib/foreign-text.ts";
import styles from "./long-text.module.css";

const shownAtFirst = 600;

/** A text from outside with its lines kept; a long one is cut until all of it is asked for. */
export const LongText = ({ text }: { readonly text: string }): ReactNode => {
  const { incident } = useLanguage().sentences;
  const [all, setAll] = useState(false);
  const paragraph = useRef<HTMLParagraphElement>(null);
  const whole = paragraphOf(text);
  const cut = clip(whole, shownAtFirst);
  const show = () => {
    setAll(true);
    paragraph.current?.focus({ preventScroll: true });
  };
  return (
    <div>
      <p ref={paragraph} tabIndex={-1} dir="auto" className={styles["text"]}>
        {all ? whole : cut}
      </p>
      {!all && cut !== whole && (
        <Button variant="default" size="compact-sm" onClick={show}>
          {incident.showText}
        </Button>
      )}
    </div>
  );
};

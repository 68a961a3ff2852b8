import { Button } from "@mantine/core";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useLanguage } from "../languages/index.ts";

interface Props<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item, index: number) => string;
  readonly children: (item: Item) => ReactNode;
  /** What is listed, for people who hear the button without seeing its place. */
  readonly what: string;
  readonly ordered?: boolean;
  readonly className?: string | undefined;
}

const shownAtFirst = 10;

/** A list that shows its first ten and keeps the rest behind a button; the focus then goes on to the eleventh. */
export const ShowAll = <Item,>({ items, keyOf, children, what, ordered, className }: Props<Item>): ReactNode => {
  const { incident } = useLanguage().sentences;
  const [all, setAll] = useState(false);
  const next = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (all) next.current?.focus({ preventScroll: true });
  }, [all]);

  const List = ordered ? "ol" : "ul";
  const shown = all ? items : items.slice(0, shownAtFirst);
  return (
    <>
      <List className={className}>
        {shown.map((item, index) => (
          <li key={keyOf(item, index)} {...(all && index === shownAtFirst && { ref: next, tabIndex: -1 })}>
            {children(item)}
          </li>
        ))}
      </List>
      {shown.length < items.length && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => setAll(true)}
            aria-label={`${incident.showAll(items.length)}: ${what}`}
          >
            {incident.showAll(items.length)}
          </Button>
        </div>
      )}
    </>
  );
};

import { Anchor, type AnchorProps } from "@mantine/core";
import type { MouseEvent, ReactNode } from "react";
import { useNavigation } from "../lib/navigation.tsx";

interface Props extends AnchorProps {
  readonly to: string;
  readonly children: ReactNode;
  readonly "aria-current"?: "page" | undefined;
}

/** Leads to another page of the console without loading it anew; opens in a new tab as any link does. */
export const Link = ({ to, children, ...props }: Props): ReactNode => {
  const { go } = useNavigation();
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <Anchor href={to} onClick={follow} {...props}>
      {children}
    </Anchor>
  );
};

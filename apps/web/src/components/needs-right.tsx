import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useSay } from "../languages/index.ts";
import { rightSentences } from "../languages/rights/sentences.ts";
import { type Right, usePermissions } from "../lib/permissions.ts";
import { pieceSentences } from "./sentences.ts";

interface Props {
  readonly right: Right;
  /** Shown to who has the right; others read what it needs. */
  readonly children: ReactNode;
}

/** Something that not everybody may do. Who may not is told which right it takes, instead of finding nothing. */
export const NeedsRight = ({ right, children }: Props): ReactNode => {
  const say = useSay(pieceSentences);
  const sayRight = useSay(rightSentences);
  if (usePermissions().may(right)) return children;
  return (
    <Text size="sm" c="dimmed">
      {say("needsRight", { right: sayRight(right) })}
    </Text>
  );
};

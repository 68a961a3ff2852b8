import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { YesNo } from "../../components/yes-no.tsx";
import { useSay } from "../../languages/index.ts";
import { sourceSentences } from "./sentences.ts";
import type { Source } from "./source.ts";

/** How a source does: what asks for attention is told apart by more than its colour. */
export const SourceState = ({ source: { state, poll } }: { readonly source: Source }): ReactNode => {
  const say = useSay(sourceSentences);
  const now = poll?.state === "failing" ? "failing" : state;
  if (now === "well") return <YesNo yes text={say("state.well")} />;
  if (now === "new") return say("state.new");
  return (
    <Text span inherit fw={600} c="var(--mantine-color-error)">
      {say(`state.${now}`)}
    </Text>
  );
};

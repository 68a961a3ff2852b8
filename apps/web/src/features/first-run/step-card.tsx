import { Group, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import { useSay } from "../../languages/index.ts";
import { firstRunSentences } from "./sentences.ts";

interface Props {
  readonly title: string;
  readonly done: boolean;
  readonly children: ReactNode;
}

/** One step, with whether it is done: what the installation itself knows, not what was clicked. */
export const StepCard = ({ title, done, children }: Props): ReactNode => {
  const say = useSay(firstRunSentences);
  return (
    <Card>
      <Group gap="sm" justify="space-between">
        <Title order={2}>{title}</Title>
        {done && <YesNo yes text={say("done")} />}
      </Group>
      {children}
    </Card>
  );
};

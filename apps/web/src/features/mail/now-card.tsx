import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useSay } from "../../languages/index.ts";
import { mailSentences } from "./sentences.ts";
import type { Transports } from "./transports.ts";

/** What carries mail just now, as the workers themselves say. */
export const NowCard = ({ transports }: { readonly transports: Transports }): ReactNode => {
  const say = useSay(mailSentences);
  const { active, carriedBy } = transports;
  const [first] = carriedBy;
  if (first === undefined) {
    return (
      <Card>
        <Title order={2}>{say("now.title")}</Title>
        <Text c="var(--mantine-color-error)">{say("now.nobody")}</Text>
      </Card>
    );
  }
  const taking = active !== null && first.kind !== active;
  return (
    <Card>
      <Title order={2}>{say("now.title")}</Title>
      <Text fw={600}>
        {say.rich("now.kind", { kind: say(`kind.${first.kind}`), destination: <Foreign text={first.destination} /> })}
      </Text>
      <Text>{say.rich("now.from", { from: <Foreign text={first.from} /> })}</Text>
      <Text size="sm" c="dimmed" role="status">
        {taking ? say("now.taking") : say(active === null ? "now.environment" : "now.chosen")}
      </Text>
      {first.problem !== null && (
        <Text c="var(--mantine-color-error)">
          {say.rich("now.problem", { problem: <Foreign text={first.problem} /> })}
        </Text>
      )}
    </Card>
  );
};

import { Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { useSay } from "../../languages/index.ts";
import { useTimes } from "../../lib/use-times.ts";
import { Advice } from "./advice.tsx";
import { sourceSentences } from "./sentences.ts";
import type { Source } from "./source.ts";

/** How the polling of a source goes: how far behind it is, and the last error with what to do about it. */
export const PollCard = ({ poll }: { readonly poll: NonNullable<Source["poll"]> }): ReactNode => {
  const say = useSay(sourceSentences);
  const times = useTimes();
  const { state, lagSeconds, lastSuccessAt, lastError } = poll;
  return (
    <Card>
      <Title order={2}>{say("poll.title")}</Title>
      <Text fw={600}>{say(`poll.${state}`)}</Text>
      <Text>{say("poll.lag", { minutes: Math.floor(lagSeconds / 60) })}</Text>
      {lastSuccessAt !== null && (
        <Text size="sm" c="dimmed">
          {say.rich("poll.success", { at: <Time at={lastSuccessAt} times={times} /> })}
        </Text>
      )}
      {lastError !== null && (
        <>
          <Text {...(state === "failing" && { c: "var(--mantine-color-error)" })}>
            {say.rich("poll.error", {
              at: <Time at={lastError.at} times={times} />,
              words: <Foreign text={lastError.words} />,
            })}
          </Text>
          <Text>
            <Advice text={lastError.advice} />
          </Text>
        </>
      )}
    </Card>
  );
};

import { Button, Stack, Text, Title } from "@mantine/core";
import { ingestResponseSchema } from "@tocsin/core/intake";
import { pageSchema } from "@tocsin/core/kernel";
import { payloadProblemResponseSchema } from "@tocsin/core/sources";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { Answered } from "../../components/answered.tsx";
import { Card } from "../../components/card.tsx";
import { CodeLine } from "../../components/code-line.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer, useChange } from "../../lib/api.ts";
import { useTimes } from "../../lib/use-times.ts";
import { sourceSentences } from "./sentences.ts";
import type { Source } from "./source.ts";

type Problem = z.output<typeof payloadProblemResponseSchema>;

const problemPage = pageSchema(payloadProblemResponseSchema);

/** What the source sent that could not be read, with the payload itself, to be tried again. */
export const ProblemsSection = ({ source }: { readonly source: Source }): ReactNode => {
  const say = useSay(sourceSentences);
  const answer = useAnswer(`/api/v1/sources/${source.id}/problems`, problemPage);
  return (
    <Card>
      <Title order={2}>{say("problems.title")}</Title>
      <Answered answer={answer}>
        {({ items }) => {
          const open = items.filter(({ resolvedAt }) => resolvedAt === null);
          return open.length === 0 ? (
            <Text>{say("problems.none")}</Text>
          ) : (
            <>
              <Text size="sm">{say("problems.help")}</Text>
              {open.map((problem) => (
                <ProblemItem key={problem.id} source={source} problem={problem} />
              ))}
            </>
          );
        }}
      </Answered>
    </Card>
  );
};

interface Props {
  readonly source: Source;
  readonly problem: Problem;
}

const ProblemItem = ({ source, problem }: Props): ReactNode => {
  const say = useSay(sourceSentences);
  const times = useTimes();
  const toast = useToast();
  const { send, sending } = useChange();
  const [fault, setFault] = useState<string | null>(null);
  const path = `/api/v1/sources/${source.id}/problems`;
  const again = async () => {
    setFault(null);
    const request = { method: "POST", path: `${path}/${problem.id}/retry` } as const;
    const answer = await send({ request, contract: ingestResponseSchema, outdates: [path] });
    if (answer.ok) return toast({ text: say("problems.done") });
    const { problem: failure } = answer;
    const detail = failure.kind === "refused" ? failure.problem : null;
    setFault(detail?.faults?.[0]?.message ?? detail?.detail ?? failure.kind);
  };
  return (
    <Stack gap="xs">
      <Text fw={600} lang="en">
        {say.rich("problems.at", {
          problem: <Foreign text={problem.problem} />,
          path: <Foreign text={problem.path} otherwise="·" />,
        })}
      </Text>
      <Text size="sm" c="dimmed">
        {say.rich("problems.received", { at: <Time at={problem.receivedAt} times={times} /> })}
      </Text>
      <details>
        <summary>{say("problems.payload")}</summary>
        <CodeLine text={problem.payload} />
      </details>
      {fault !== null && (
        <Text role="alert" lang="en" c="var(--mantine-color-error)">
          {fault}
        </Text>
      )}
      <div>
        <Button variant="default" size="compact-sm" aria-disabled={sending} onClick={() => void again()}>
          {say("problems.again")}
        </Button>
      </div>
    </Stack>
  );
};

import { Button, Group, Stack, Text } from "@mantine/core";
import { ingestResponseSchema, problemMovedSchema } from "@tocsin/core/intake";
import type { payloadProblemResponseSchema } from "@tocsin/core/sources";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { CodeLine } from "../../components/code-line.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { NeedsRight } from "../../components/needs-right.tsx";
import { Time } from "../../components/time.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { useReason } from "../../lib/use-reason.ts";
import { useTimes } from "../../lib/use-times.ts";
import { sourceSentences } from "./sentences.ts";
import type { Source } from "./source.ts";

export type Problem = z.output<typeof payloadProblemResponseSchema>;
export type Moved = z.output<typeof problemMovedSchema>;

interface Props {
  readonly source: Source;
  readonly problem: Problem;
  /** A source of the kind that the payload looks like, if there is one. */
  readonly better: Source | undefined;
  readonly onMoved: (moved: Moved) => void;
}

/** Why a payload was not taken in. */
interface Fault {
  readonly reason: string;
  /** Those of the kind's reader, in English. */
  readonly words: string | null;
}

/** One payload that could not be read: why, the payload itself, and where it can go from here. */
export const ProblemItem = (props: Props): ReactNode => {
  const { problem } = props;
  const say = useSay(sourceSentences);
  const times = useTimes();
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
      <NeedsRight right="sources.manage">
        <Ways {...props} />
      </NeedsRight>
    </Stack>
  );
};

const Ways = ({ source, problem, better, onMoved }: Props): ReactNode => {
  const say = useSay(sourceSentences);
  const toast = useToast();
  const { send, sending } = useChange();
  const reasonOf = useReason();
  const [fault, setFault] = useState<Fault | null>(null);
  const path = `/api/v1/sources/${source.id}/problems`;

  const post = async <Answer,>(way: string, contract: z.ZodType<Answer>, body?: object): Promise<Answer | null> => {
    setFault(null);
    const request = { method: "POST", path: `${path}/${problem.id}/${way}`, ...(body && { body }) } as const;
    const answer = await send({ request, contract, outdates: [path, "/api/v1/sources"] });
    if (answer.ok) return answer.value;
    const { problem: failure } = answer;
    const faults = failure.kind === "refused" ? (failure.problem.faults ?? []) : [];
    setFault({ reason: reasonOf(failure), words: faults[0]?.message ?? null });
    return null;
  };
  const again = async () => {
    if ((await post("retry", ingestResponseSchema)) !== null) toast({ text: say("problems.done") });
  };
  const { looksLike } = problem;
  const move = async (kind: string) => {
    const moved = await post(
      "move",
      problemMovedSchema,
      better ? { sourceId: better.id } : { newSource: { name: `${source.name} (${kind})`.slice(0, 100), kind } },
    );
    if (moved !== null) onMoved(moved);
  };
  return (
    <>
      {fault !== null && (
        <Text role="alert" c="var(--mantine-color-error)">
          {fault.reason}
          {fault.words !== null && (
            <span lang="en">
              : <Foreign text={fault.words} />
            </span>
          )}
        </Text>
      )}
      <Group gap="sm">
        {looksLike !== null && looksLike !== source.kind && (
          <Button size="compact-sm" aria-disabled={sending} onClick={() => void move(looksLike)}>
            {better ? say("problems.move", { name: better.name }) : say("problems.move.new", { kind: looksLike })}
          </Button>
        )}
        <Button variant="default" size="compact-sm" aria-disabled={sending} onClick={() => void again()}>
          {say("problems.again")}
        </Button>
      </Group>
    </>
  );
};

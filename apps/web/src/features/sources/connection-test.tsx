import { Button, Stack, Text } from "@mantine/core";
import { connectionTestSchema, type ConnectionTest as Test } from "@tocsin/core/sources";
import { type ReactNode, useState } from "react";
import { useFormContext } from "react-hook-form";
import { Foreign } from "../../components/foreign.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import { useSay } from "../../languages/index.ts";
import { useAsk } from "../../lib/api.ts";
import type { Failure } from "../../lib/http.ts";
import { useReason } from "../../lib/use-reason.ts";
import { Advice } from "./advice.tsx";
import { type PollValues, pollDraftOf } from "./poll-values.ts";
import { sourceSentences } from "./sentences.ts";
import type { Source } from "./source.ts";

/** Tries what stands in the form round it, with the kept secrets where none were entered; changes nothing. */
export const ConnectionTest = ({ source }: { readonly source: Source }): ReactNode => {
  const say = useSay(sourceSentences);
  const ask = useAsk();
  const reasonOf = useReason();
  const { getValues, setError, trigger } = useFormContext<PollValues>();
  const [running, setRunning] = useState(false);
  const [test, setTest] = useState<Test | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  const run = async () => {
    if (running || !(await trigger(undefined, { shouldFocus: true }))) return;
    setRunning(true);
    const path = `/api/v1/sources/${source.id}/test-connection`;
    const request = { method: "POST", path, body: { poll: pollDraftOf(getValues()) } } as const;
    const answer = await ask(request, connectionTestSchema);
    setRunning(false);
    setTest(answer.ok ? answer.value : null);
    if (!answer.ok) toFields(answer.problem, setError);
    setFault(answer.ok ? null : reasonOf(answer.problem));
  };
  return (
    <Stack gap="xs">
      <div>
        <Button variant="default" aria-disabled={running} onClick={() => void run()}>
          {say(running ? "connection.testing" : "connection.test")}
        </Button>
      </div>
      <Stack gap="xs" role="status">
        {fault !== null && <Text c="var(--mantine-color-error)">{fault}</Text>}
        {test !== null && <Found test={test} />}
      </Stack>
    </Stack>
  );
};

const toFields = (failure: Failure, setError: ReturnType<typeof useFormContext<PollValues>>["setError"]): void => {
  if (failure.kind !== "refused") return;
  for (const { path, message } of failure.problem.faults ?? []) {
    setError(path as "poll.tenantId", { type: "api", message });
  }
};

const Found = ({ test: { ok, fault, steps } }: { readonly test: Test }): ReactNode => {
  const say = useSay(sourceSentences);
  return (
    <>
      {steps.map(({ step, ok: passed, found }) => (
        <div key={step}>
          <YesNo yes={passed} text={say(`connection.step.${step}`)} />
          <Text size="sm" lang="en">
            <Foreign text={found} />
          </Text>
        </div>
      ))}
      {ok && <Text fw={600}>{say("connection.works")}</Text>}
      {fault !== null && (
        <Text fw={600} c="var(--mantine-color-error)">
          <Advice text={fault.advice} />
        </Text>
      )}
    </>
  );
};

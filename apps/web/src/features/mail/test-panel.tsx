import { Button, Group, Text, TextInput, Title } from "@mantine/core";
import { meResponseSchema } from "@tocsin/core/access";
import { type TransportStep, transportTestResponseSchema } from "@tocsin/core/transports";
import { type ReactNode, useState } from "react";
import { useFormContext } from "react-hook-form";
import type { z } from "zod";
import { Card } from "../../components/card.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer, useAsk } from "../../lib/api.ts";
import type { Failure } from "../../lib/http.ts";
import { mailSentences } from "./sentences.ts";
import { StepList } from "./step-list.tsx";
import { draftOf, type Values } from "./values.ts";

type Test = z.output<typeof transportTestResponseSchema>;

/** How often a test that is under way is looked at, and when it is odd that no worker has taken it. */
const lookEveryMs = 400;
const oddAfterMs = 8_000;

/** Tests what stands in the form, step by step. */
export const TestPanel = (): ReactNode => {
  const say = useSay(mailSentences);
  const ask = useAsk();
  const { getValues, setError, trigger } = useFormContext<Values>();
  const [typed, setTo] = useState<string | null>(null);
  const me = useAnswer("/api/v1/me", meResponseSchema).value;
  const to = typed ?? me?.user.email ?? "";
  const [id, setId] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const test = useTest(id);
  const running = id !== null && (test === null || test.state === "waiting" || test.state === "running");

  const run = async () => {
    setFault(null);
    if (!(await trigger(undefined, { shouldFocus: true })) || running) return;
    const request = {
      method: "POST",
      path: "/api/v1/transports/test",
      body: { transport: draftOf(getValues()), to },
    } as const;
    const answer = await ask(request, transportTestResponseSchema);
    if (answer.ok) return setId(answer.value.id);
    setId(null);
    setFault(faultFor(answer.problem, setError));
  };
  return (
    <Card>
      <Title order={2}>{say("test.title")}</Title>
      <Text>{say("test.help")}</Text>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Group gap="sm" align="flex-end">
          <TextInput
            label={say("test.to")}
            type="email"
            autoComplete="email"
            value={to}
            error={fault}
            onChange={(event) => setTo(event.currentTarget.value)}
            flex="1 1 16rem"
          />
          <Button type="submit" variant="default" aria-disabled={running}>
            {say(running ? "test.running" : "test.run")}
          </Button>
        </Group>
      </form>
      <div aria-live="polite">{id !== null && <Progress test={test} />}</div>
    </Card>
  );
};

const useTest = (id: string | null): Test | null => {
  const [ended, setEnded] = useState<string | null>(null);
  const { value } = useAnswer(`/api/v1/transports/tests/${id}`, transportTestResponseSchema, {
    enabled: id !== null,
    ...(ended !== id && { everyMs: lookEveryMs }),
  });
  const test = value?.id === id ? value : null;
  if (test !== null && test.endedAt !== null && ended !== id) setEnded(id);
  return test;
};

/** A fault of the settings goes to its field; what is left is said at the address. */
const faultFor = (failure: Failure, setError: ReturnType<typeof useFormContext<Values>>["setError"]): string => {
  if (failure.kind !== "refused") return failure.kind;
  const { faults = [], detail } = failure.problem;
  for (const { path, message } of faults) {
    const field = path.replace(/^transport\./, "");
    if (field !== path) setError(field as keyof Values, { type: "api", message });
  }
  return faults.find(({ path }) => path === "to")?.message ?? detail;
};

const Progress = ({ test }: { readonly test: Test | null }): ReactNode => {
  const say = useSay(mailSentences);
  if (test === null || test.state === "waiting") {
    const odd = test !== null && Date.now() - Date.parse(test.askedAt) > oddAfterMs;
    return <Text c={odd ? "var(--mantine-color-error)" : "dimmed"}>{say(odd ? "test.noWorker" : "test.waiting")}</Text>;
  }
  const failed: TransportStep | undefined = test.steps.find(({ state }) => state === "failed");
  return (
    <>
      <StepList steps={test.steps} running={test.state === "running"} />
      {test.state === "passed" && <Text fw={600}>{say("test.passed")}</Text>}
      {failed && <Text fw={600}>{say("test.failed", { step: say(`step.${failed.name}`) })}</Text>}
    </>
  );
};

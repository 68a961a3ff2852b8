import { Button, Stack, Text } from "@mantine/core";
import { pageSchema } from "@tocsin/core/kernel";
import { sourceCreatedSchema, sourceResponseSchema } from "@tocsin/core/sources";
import { type ReactNode, useState } from "react";
import { Answered } from "../../components/answered.tsx";
import { Copyable } from "../../components/copyable.tsx";
import { Link } from "../../components/link.tsx";
import { useSay } from "../../languages/index.ts";
import { useAnswer } from "../../lib/api.ts";
import { firstRunSentences } from "./sentences.ts";
import { StepCard } from "./step-card.tsx";
import { useStep } from "./use-step.ts";

const sourcePage = pageSchema(sourceResponseSchema);

export const SourceStep = (): ReactNode => {
  const say = useSay(firstRunSentences);
  const answer = useAnswer("/api/v1/sources", sourcePage);
  const { act, sending, fault } = useStep();
  const [key, setKey] = useState<string | null>(null);
  const own = answer.value?.items.filter(({ demo }) => !demo) ?? [];
  const add = async () => {
    const body = { name: say("source.name"), kind: "generic" };
    const request = { method: "POST", path: "/api/v1/sources", body } as const;
    const made = await act({ request, contract: sourceCreatedSchema, outdates: ["/api/v1/sources"] });
    if (made !== null) setKey(made.key);
  };
  return (
    <StepCard title={say("source.title")} done={own.length > 0}>
      <Answered answer={answer}>
        {() => (
          <>
            <Text>{own.length === 0 ? say("source.help") : say("source.there", { count: own.length })}</Text>
            {own.length === 0 ? (
              <div>
                <Button aria-disabled={sending} onClick={() => void add()}>
                  {say("source.add")}
                </Button>
              </div>
            ) : (
              key === null && <Link to="/sources">{say("source.more")}</Link>
            )}
            {key !== null && <KeyAndCommand secret={key} />}
            <Fault text={fault} />
          </>
        )}
      </Answered>
    </StepCard>
  );
};

const KeyAndCommand = ({ secret }: { readonly secret: string }): ReactNode => {
  const say = useSay(firstRunSentences);
  const event = JSON.stringify({ externalId: "first-1", title: "First incident", severity: "high" });
  const command = [
    `curl -sS ${window.location.origin}/api/v1/ingest`,
    `-H 'Authorization: Bearer ${secret}'`,
    "-H 'Content-Type: application/json'",
    `-d '${event}'`,
  ].join(" \\\n  ");
  return (
    <Stack gap="xs">
      <Text size="sm">{say("source.key")}</Text>
      <Copyable text={secret} what={say("source.key")} />
      <Text size="sm">{say("source.try")}</Text>
      <Copyable text={command} what={say("source.command")} />
    </Stack>
  );
};

export const Fault = ({ text }: { readonly text: string | null }): ReactNode =>
  text !== null && (
    <Text role="alert" c="var(--mantine-color-error)">
      {text}
    </Text>
  );

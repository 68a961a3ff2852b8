import { Button, Group, Text, Title } from "@mantine/core";
import { sourceChangedSchema, sourceSigningSecretSchema } from "@tocsin/core/sources";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { Card } from "../../components/card.tsx";
import { useConfirm } from "../../components/confirm.tsx";
import { Copyable } from "../../components/copyable.tsx";
import { Time } from "../../components/time.tsx";
import { YesNo } from "../../components/yes-no.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { useTimes } from "../../lib/use-times.ts";
import { sourceSentences } from "./sentences.ts";
import { type Source, wordsOf } from "./source.ts";

type Secret = z.output<typeof sourceSigningSecretSchema>;

/** Whether what the source sends has to be signed, with a secret that is shown once. */
export const SigningCard = ({ source }: { readonly source: Source }): ReactNode => {
  const say = useSay(sourceSentences);
  const times = useTimes();
  const { secret, add, end } = useSigning(source);
  return (
    <Card>
      <Title order={2}>{say("signing.title")}</Title>
      <Text>{say("signing.help")}</Text>
      <YesNo yes={source.signed} text={say(source.signed ? "signing.on" : "signing.off")} />
      {secret !== null && (
        <div role="status">
          <Text>{say("signing.once")}</Text>
          <Copyable text={secret.signingSecret} what={say("signing.secret")} />
          <Text size="sm">
            {say.rich("signing.until", { at: <Time at={secret.previousSecretsExpireAt} times={times} /> })}
          </Text>
        </div>
      )}
      <Group gap="sm">
        <Button variant="default" onClick={() => void add()}>
          {say(source.signed ? "signing.rotate" : "signing.start")}
        </Button>
        {source.signed && (
          <Button variant="default" onClick={() => void end()}>
            {say("signing.end")}
          </Button>
        )}
      </Group>
    </Card>
  );
};

const useSigning = (source: Source) => {
  const say = useSay(sourceSentences);
  const confirm = useConfirm();
  const { send } = useChange();
  const [secret, setSecret] = useState<Secret | null>(null);
  const path = `/api/v1/sources/${source.id}`;
  const outdates = ["/api/v1/sources"];

  /** The first one turns signing on. */
  const add = async () => {
    if (!source.signed) {
      const action = say("signing.start");
      if (!(await confirm({ title: `${action}?`, text: say("signing.start.text"), action }))) return;
    }
    const request = { method: "POST", path: `${path}/signing-secrets` } as const;
    const answer = await send({ request, contract: sourceSigningSecretSchema, outdates });
    if (answer.ok) setSecret(answer.value);
  };

  const end = async () => {
    const action = say("signing.end");
    if (!(await confirm({ title: `${action}?`, text: say("signing.end.text"), action, danger: true }))) return;
    const request = { method: "PUT", path, body: { ...wordsOf(source), signed: false } } as const;
    const answer = await send({ request, contract: sourceChangedSchema, outdates });
    if (answer.ok) setSecret(null);
  };
  return { secret, add, end };
};

import { Button, Text, Title } from "@mantine/core";
import { sourceChangedSchema } from "@tocsin/core/sources";
import type { ReactNode } from "react";
import type { z } from "zod";
import { Card } from "../../components/card.tsx";
import { useConfirm } from "../../components/confirm.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { ConnectionTest } from "./connection-test.tsx";
import type { Kind } from "./kinds.ts";
import { PollFields } from "./poll-fields.tsx";
import { type PollValues, pollDraftOf, pollValuesOf, pollValuesSchema } from "./poll-values.ts";
import { sourceSentences } from "./sentences.ts";
import { type Source, wordsOf } from "./source.ts";

interface Props {
  readonly source: Source;
  readonly offered: NonNullable<Kind["poll"]>;
}

/** How a source is polled: the application that signs in, with its secrets, tried before it is kept. */
export const PollForm = ({ source, offered }: Props): ReactNode => {
  const say = useSay(sourceSentences);
  const toast = useToast();
  const confirm = useConfirm();
  const { send } = useChange();
  const put = (poll: unknown) =>
    send({
      request: { method: "PUT", path: `/api/v1/sources/${source.id}`, body: { ...wordsOf(source), poll } },
      contract: sourceChangedSchema,
      outdates: ["/api/v1/sources"],
    });
  const form = useSavingForm<PollValues, z.output<typeof sourceChangedSchema>>({
    schema: pollValuesSchema,
    values: pollValuesOf(source.poll, offered.baseUrl),
    save: (values) => put(pollDraftOf(values)),
    onSaved: (saved) => {
      form.form.reset(pollValuesOf(saved.poll, offered.baseUrl));
      toast({ text: say("connection.saved") });
    },
  });
  const end = async () => {
    const action = say("connection.end");
    if (await confirm({ title: `${action}?`, text: say("connection.end.text"), action, danger: true })) await put(null);
  };
  return (
    <Card>
      <Title order={2}>{say("connection.title")}</Title>
      <Text>{say.rich("connection.help", { permission: <code>{offered.permission}</code> })}</Text>
      <SavingForm
        form={form}
        action={say(source.poll === null ? "connection.start" : "connection.save")}
        beside={
          source.poll !== null && (
            <Button variant="default" onClick={() => void end()}>
              {say("connection.end")}
            </Button>
          )
        }
      >
        <PollFields poll={source.poll} />
        <ConnectionTest source={source} />
      </SavingForm>
    </Card>
  );
};

import { Button, Group, Stack, Text, Title } from "@mantine/core";
import type { TransportKind } from "@tocsin/core/deliveries";
import { transportResponseSchema } from "@tocsin/core/transports";
import type { ReactNode } from "react";
import { FormProvider } from "react-hook-form";
import { Card } from "../../components/card.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useIssueWords } from "../../components/form/use-issue-words.ts";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { NeedsRight } from "../../components/needs-right.tsx";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { mailSentences } from "./sentences.ts";
import { TestPanel } from "./test-panel.tsx";
import { TransportFields } from "./transport-fields.tsx";
import { useActivate } from "./use-activate.tsx";
import { draftOf, type Transport, type Values, valuesOf, valuesSchema } from "./values.ts";

interface Props {
  readonly kind: TransportKind;
  readonly kept: Transport | undefined;
  readonly active: TransportKind | null;
}

/** The settings of one kind, with the test of what stands in the form, and the choice. */
export const TransportForm = ({ kind, kept, active }: Props): ReactNode => {
  const say = useSay(mailSentences);
  const { send } = useChange();
  const toast = useToast();
  const form = useSavingForm<Values, Transport>({
    schema: valuesSchema(say("clear.needed"), useIssueWords()),
    values: valuesOf(kind, kept),
    save: (values) =>
      send({
        request: { method: "PUT", path: `/api/v1/transports/${kind}`, body: draftOf(values) },
        contract: transportResponseSchema,
        outdates: ["/api/v1/transports"],
      }),
    onSaved: (saved) => {
      form.form.reset(valuesOf(kind, saved));
      toast({ text: say("saved", { kind: say(`kind.${kind}`) }) });
    },
  });
  return (
    <Stack gap="lg">
      <NeedsRight right="transports.manage">
        <Card>
          <Title order={2}>{say("form.title", { kind: say(`kind.${kind}`) })}</Title>
          <SavingForm form={form} action={say("save")}>
            <TransportFields kind={kind} kept={kept} />
          </SavingForm>
        </Card>
        <FormProvider {...form.form}>
          <TestPanel />
        </FormProvider>
        <Choice kind={kind} kept={kept} active={active} />
      </NeedsRight>
    </Stack>
  );
};

const Choice = ({ kind, kept, active }: Props): ReactNode => {
  const say = useSay(mailSentences);
  const { activate, problem } = useActivate();
  const ready = kept !== undefined && kept.missing.length === 0;
  return (
    <Group gap="sm">
      {ready && active !== kind && (
        <Button onClick={() => void activate(kind)}>{say("use", { kind: say(`kind.${kind}`) })}</Button>
      )}
      {active === kind && (
        <Button variant="default" onClick={() => void activate(null)}>
          {say("use.environment")}
        </Button>
      )}
      {problem !== null && (
        <Text role="alert" c="var(--mantine-color-error)">
          {problem}
        </Text>
      )}
    </Group>
  );
};

import { Button, Checkbox, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { deviceGroupListSchema } from "@tocsin/core/device-groups";
import { severities } from "@tocsin/core/kernel";
import { silenceResponseSchema } from "@tocsin/core/silences";
import type { ReactNode } from "react";
import { useController, useFormContext } from "react-hook-form";
import { Card } from "../../components/card.tsx";
import { CheckboxField, TextareaField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useFieldFault } from "../../components/form/use-field-fault.ts";
import { useIssueWords } from "../../components/form/use-issue-words.ts";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useToast } from "../../components/toast.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { useAnswer, useChange } from "../../lib/api.ts";
import { ofLocalMinute, toLocalMinute } from "../../lib/local-minute.ts";
import { usePermissions } from "../../lib/permissions.ts";
import { useTimes } from "../../lib/use-times.ts";
import { silenceSentences } from "./sentences.ts";
import { type Silence, silencesPath } from "./silence.ts";
import { SilencePreview } from "./silence-preview.tsx";
import { draftOf, type Values, valuesOf, valuesSchema } from "./values.ts";

interface Props {
  /** Null: a new one. */
  readonly silence: Silence | null;
  readonly onSaved: (saved: Silence) => void;
}

export const SilenceForm = ({ silence, onSaved }: Props): ReactNode => {
  const say = useSay(silenceSentences);
  const toast = useToast();
  const { send } = useChange();
  const maySilenceAll = usePermissions().deviceGroups === null;
  const form = useSavingForm<Values, Silence>({
    schema: valuesSchema(say, silence, maySilenceAll, useIssueWords()),
    values: valuesOf(silence),
    save: (values) =>
      send({
        request: {
          method: silence === null ? "POST" : "PUT",
          path: silence === null ? silencesPath : `${silencesPath}/${silence.id}`,
          body: draftOf(values, silence),
        },
        contract: silenceResponseSchema,
        outdates: [silencesPath],
      }),
    onSaved: (saved) => {
      toast({ text: say(silence === null ? "created" : "saved") });
      onSaved(saved);
    },
  });
  const conditions = silence?.conditions.length ?? 0;
  return (
    <Card>
      <SavingForm form={form} action={say(silence === null ? "create" : "save")}>
        <TextareaField name="comment" label={say("comment")} description={say("comment.hint")} />
        <TextField name="owner" label={say("owner")} description={say("owner.hint")} autoComplete="off" />
        <TimeFields />
        <SeverityFields />
        <CheckboxField name="coversHigh" label={say("coversHigh")} description={say("coversHigh.hint")} />
        <GroupFields />
        <TextField name="sources" label={say("sources")} description={say("sources.hint")} autoComplete="off" />
        {conditions > 0 && <Text c="dimmed">{say("conditions", { count: conditions })}</Text>}
        <SilencePreview silence={silence} maySilenceAll={maySilenceAll} />
      </SavingForm>
    </Card>
  );
};

const hourMs = 3_600_000;
const quickHours = [1, 4, 8, 24] as const;

const TimeFields = (): ReactNode => {
  const say = useSay(silenceSentences);
  const { zone } = useTimes();
  const { getValues, setValue } = useFormContext<Values>();
  const endAfter = (hours: number): void => {
    const start = ofLocalMinute(getValues("startsAt")) ?? Date.now();
    setValue("endsAt", toLocalMinute(start + hours * hourMs), { shouldDirty: true, shouldValidate: true });
  };
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextField
          name="startsAt"
          type="datetime-local"
          label={say("startsAt")}
          description={say("startsAt.hint", { zone })}
        />
        <TextField name="endsAt" type="datetime-local" label={say("endsAt")} description={say("endsAt.hint")} />
      </SimpleGrid>
      <Group gap="xs" role="group" aria-label={say("ends.in")}>
        <Text size="sm" c="dimmed" aria-hidden="true">
          {say("ends.in")}
        </Text>
        {quickHours.map((hours) => (
          <Button key={hours} variant="default" size="compact-sm" onClick={() => endAfter(hours)}>
            {say("ends.hours", { count: hours })}
          </Button>
        ))}
      </Group>
    </Stack>
  );
};

const gravestFirst = [...severities].reverse();

const SeverityFields = (): ReactNode => {
  const say = useSay(silenceSentences);
  const { words } = useLanguage().sentences;
  return (
    <SeveralField
      name="severities"
      label={say("severities")}
      options={gravestFirst.map((value) => ({ value, label: words.severity[value] }))}
    />
  );
};

/** Somebody with rights on some groups chooses among these. */
const GroupFields = (): ReactNode => {
  const say = useSay(silenceSentences);
  const mine = usePermissions().deviceGroups;
  const answer = useAnswer("/api/v1/device-groups", deviceGroupListSchema, { enabled: mine === null });
  const groups = mine ?? answer.value?.items.filter(({ rank }) => rank !== null) ?? [];
  if (answer.value !== null && groups.length === 0) return <Text c="dimmed">{say("deviceGroups.none")}</Text>;
  return (
    <SeveralField
      name="deviceGroups"
      label={say("deviceGroups")}
      {...(mine === null && { description: say("deviceGroups.hint") })}
      options={groups.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
};

interface SeveralProps {
  readonly name: "severities" | "deviceGroups";
  readonly label: string;
  readonly description?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

const SeveralField = ({ name, label, description, options }: SeveralProps): ReactNode => {
  const { field, fieldState } = useController<Values>({ name });
  const fault = useFieldFault(fieldState.error);
  return (
    <Checkbox.Group
      id={name}
      label={label}
      description={description}
      value={field.value as string[]}
      onChange={field.onChange}
      error={fault}
    >
      <Group gap="md" my="xs">
        {options.map((option) => (
          <Checkbox key={option.value} {...option} />
        ))}
      </Group>
    </Checkbox.Group>
  );
};

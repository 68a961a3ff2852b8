import { Title } from "@mantine/core";
import { sourceChangedSchema } from "@tocsin/core/sources";
import type { ReactNode } from "react";
import type { z } from "zod";
import { Card } from "../../components/card.tsx";
import { NumberField, SelectField, SwitchField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { KindFields } from "./kind-fields.tsx";
import { kindFields } from "./kind-settings.ts";
import type { Kind } from "./kinds.ts";
import { sourceSentences } from "./sentences.ts";
import type { Source } from "./source.ts";
import { draftOf, type Values, valuesOf, valuesSchema } from "./values.ts";

interface Props {
  readonly source: Source;
  readonly kind: Kind;
}

/** The name of a source, when its silence is told of, and the settings of its kind. */
export const SettingsCard = ({ source, kind }: Props): ReactNode => {
  const say = useSay(sourceSentences);
  const toast = useToast();
  const { send } = useChange();
  const fields = kindFields(kind.settings);
  const form = useSavingForm<Values, z.output<typeof sourceChangedSchema>>({
    schema: valuesSchema(fields, { notJson: say("settings.notJson"), notMinutes: say("alarm.notMinutes") }),
    values: valuesOf(source, fields),
    save: (values) =>
      send({
        request: { method: "PUT", path: `/api/v1/sources/${source.id}`, body: draftOf(source, fields, values) },
        contract: sourceChangedSchema,
        outdates: ["/api/v1/sources"],
      }),
    onSaved: (saved) => {
      form.form.reset(valuesOf(saved, fields));
      toast({ text: say("settings.saved") });
    },
  });
  const alarm = form.form.watch("alarm");
  const learned = source.allowedSilenceMinutes;
  return (
    <Card>
      <Title order={2}>{say("settings.title")}</Title>
      <SavingForm form={form} action={say("settings.save")}>
        <TextField name="name" label={say("name")} autoComplete="off" />
        <SelectField
          name="alarm"
          label={say("alarm")}
          description={learned === null ? say("alarm.unknown") : say("alarm.now", { minutes: learned })}
          data={(["learned", "after", "never"] as const).map((value) => ({ value, label: say(`alarm.${value}`) }))}
        />
        {alarm === "after" && <NumberField name="silentAfterMinutes" label={say("alarm.minutes")} min={1} />}
        <SwitchField name="keyInPath" label={say("keyInPath")} description={say("keyInPath.help")} />
        <KindFields fields={fields} />
      </SavingForm>
    </Card>
  );
};

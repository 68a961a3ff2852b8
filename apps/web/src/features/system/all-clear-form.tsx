import { SimpleGrid } from "@mantine/core";
import { allClearResponseSchema } from "@tocsin/core/all-clear";
import type { ReactNode } from "react";
import { NumberField, PasswordField, SelectField, SwitchField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useIssueWords } from "../../components/form/use-issue-words.ts";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { type AllClear, draftOf, type Values, valuesOf, valuesSchema } from "./all-clear-values.ts";
import { systemSentences } from "./sentences.ts";

const path = "/api/v1/all-clear";

/** To whom the all-clear is given. The address can be entered and replaced, and is never shown. */
export const AllClearForm = ({ allClear }: { readonly allClear: AllClear }): ReactNode => {
  const say = useSay(systemSentences);
  const toast = useToast();
  const { send } = useChange();
  const host = allClear.url?.host ?? null;
  const form = useSavingForm<Values, AllClear>({
    schema: valuesSchema(host !== null, {
      addressNeeded: say("allClear.address.needed"),
      of: useIssueWords(),
    }),
    values: valuesOf(allClear),
    save: (values) =>
      send({
        request: { method: "PUT", path, body: draftOf(values) },
        contract: allClearResponseSchema,
        outdates: [path],
      }),
    onSaved: (saved) => {
      form.form.reset(valuesOf(saved));
      toast({ text: say("allClear.saved") });
    },
  });
  const [mailOn, urlOn] = form.form.watch(["mailOn", "urlOn"]);
  return (
    <SavingForm form={form} action={say("allClear.save")}>
      <SwitchField name="mailOn" label={say("allClear.mail")} description={say("allClear.mail.hint")} />
      {mailOn && (
        <NumberField name="mail.everyHours" label={say("allClear.everyHours")} maw="16rem" min={1} max={168} />
      )}
      <SwitchField name="urlOn" label={say("allClear.url")} description={say("allClear.url.hint")} />
      {urlOn && (
        <>
          <PasswordField
            name="url.address"
            label={say("allClear.address")}
            description={host === null ? say("allClear.address.hint") : say("allClear.address.set", { host })}
            placeholder={host === null ? "" : "••••••••"}
            autoComplete="off"
            spellCheck={false}
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            <NumberField name="url.everyMinutes" label={say("allClear.everyMinutes")} min={1} max={1440} />
            <SelectField name="url.method" label={say("allClear.method")} data={["GET", "POST"]} />
          </SimpleGrid>
        </>
      )}
    </SavingForm>
  );
};

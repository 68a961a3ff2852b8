import { Modal } from "@mantine/core";
import { localeSchema, timeZoneSchema } from "@tocsin/core/organizations";
import { normaliseAddress, recipientResponseSchema } from "@tocsin/core/recipients";
import type { ReactNode } from "react";
import { z } from "zod";
import { CheckboxField, SelectField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useToast } from "../../components/toast.tsx";
import { useLanguage, useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { useOrganization } from "../../lib/organization.ts";
import type { Recipient } from "./recipient.ts";
import { recipientSentences } from "./sentences.ts";

interface Values {
  readonly address: string;
  readonly locale: string;
  readonly timeZone: string;
  readonly required: boolean;
}

const valuesSchema = (addressFault: string) =>
  z.object({
    address: z.string().refine((text) => normaliseAddress(text).ok, addressFault),
    locale: localeSchema,
    timeZone: timeZoneSchema,
    required: z.boolean(),
  }) as unknown as z.ZodType<unknown, Values>;

interface Props {
  /** Null: a new one. */
  readonly recipient: Recipient | null;
  readonly onClose: () => void;
}

/** Adds a recipient, or changes what belongs to its address. */
export const RecipientDialog = ({ recipient, onClose }: Props): ReactNode => {
  const say = useSay(recipientSentences);
  const title = recipient === null ? say("add") : say("edit", { address: recipient.address });
  const organization = useOrganization();
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": say("close") }}>
      {(recipient !== null || organization !== null) && (
        <RecipientForm
          recipient={recipient}
          onClose={onClose}
          usual={{ locale: organization?.locale ?? "en", timeZone: organization?.timeZone ?? "UTC" }}
        />
      )}
    </Modal>
  );
};

interface FormProps extends Props {
  readonly usual: Pick<Values, "locale" | "timeZone">;
}

const RecipientForm = ({ recipient, usual, onClose }: FormProps): ReactNode => {
  const say = useSay(recipientSentences);
  const { language } = useLanguage();
  const { send } = useChange();
  const toast = useToast();
  const form = useSavingForm<Values, Recipient>({
    schema: valuesSchema(say("address.fault")),
    values: recipient ?? { address: "", required: false, ...usual },
    save: ({ address, locale, timeZone, required }) =>
      send({
        request:
          recipient === null
            ? { method: "POST", path: "/api/v1/recipients", body: { address, locale, timeZone, required } }
            : {
                method: "PATCH",
                path: `/api/v1/recipients/${encodeURIComponent(recipient.address)}`,
                body: { locale, timeZone, required },
              },
        contract: recipientResponseSchema,
        outdates: ["/api/v1/recipients"],
      }),
    onSaved: ({ address }) => {
      toast({ text: say(recipient === null ? "added" : "saved", { address }) });
      onClose();
    },
  });
  const zones = Intl.supportedValuesOf("timeZone");
  const known = zones.includes(form.form.getValues("timeZone")) ? zones : [form.form.getValues("timeZone"), ...zones];
  const locales = (["en", "nl"] as const).map((value) => ({ value, label: say(`locale.${value}`) }));
  return (
    <SavingForm form={form} action={say(recipient === null ? "add.save" : "edit.save")}>
      {recipient === null && (
        <TextField
          name="address"
          label={say("address")}
          type="email"
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
      )}
      <SelectField name="locale" label={say("locale")} data={locales} lang={language} />
      <SelectField
        name="timeZone"
        label={say("timeZone")}
        data={known.map((value) => ({ value, label: value.replaceAll("_", " ") }))}
      />
      <CheckboxField name="required" label={say("required.hint")} />
    </SavingForm>
  );
};

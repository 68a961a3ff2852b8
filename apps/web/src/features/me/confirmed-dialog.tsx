import { Modal, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { z } from "zod";
import { PasswordField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useSay } from "../../languages/index.ts";
import { useAsk } from "../../lib/api.ts";
import type { Contract } from "../../lib/http.ts";
import { meSentences } from "./sentences.ts";

/** Whoever comes by single sign-on has no password, and leaves it empty: the api knows. */
const schema = z.object({ currentPassword: z.string().max(1_000) });

interface Props<Value> {
  /** What is done, which is also on the button. */
  readonly title: string;
  readonly help: string;
  readonly path: string;
  readonly contract: Contract<Value>;
  readonly onDone: (value: Value) => void;
  readonly onClose: () => void;
}

/** Asks for the password once more, and does it. */
export const ConfirmedDialog = <Value,>({ title, onClose, ...rest }: Props<Value>): ReactNode => (
  <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": useSay(meSentences)("close") }}>
    <ConfirmedForm {...rest} action={title} />
  </Modal>
);

interface FormProps<Value> extends Omit<Props<Value>, "title" | "onClose"> {
  readonly action: string;
}

export const ConfirmedForm = <Value,>({ help, path, contract, onDone, action }: FormProps<Value>): ReactNode => {
  const say = useSay(meSentences);
  const ask = useAsk();
  const form = useSavingForm({
    schema,
    values: { currentPassword: "" },
    save: ({ currentPassword }) => {
      const body = currentPassword === "" ? {} : { currentPassword };
      return ask({ method: "POST", path, body }, contract);
    },
    onSaved: onDone,
  });
  return (
    <Stack gap="md">
      <Text size="sm">{help}</Text>
      <SavingForm form={form} action={action}>
        <PasswordField
          name="currentPassword"
          label={say("password.current")}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ "aria-label": say("password.show") }}
          data-autofocus
        />
      </SavingForm>
    </Stack>
  );
};

import { Text, Title } from "@mantine/core";
import { passwordLength } from "@tocsin/core/accounts";
import type { ReactNode } from "react";
import { z } from "zod";
import { Card } from "../../components/card.tsx";
import { PasswordField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useToast } from "../../components/toast.tsx";
import { useSay } from "../../languages/index.ts";
import { useChange } from "../../lib/api.ts";
import { newPasswordField } from "../../lib/credentials.ts";
import { nothing } from "../../lib/http.ts";
import { meSentences } from "./sentences.ts";

const schema = z.object({ currentPassword: z.string().min(1), password: newPasswordField });

/** Another password. */
export const PasswordCard = ({ email }: { readonly email: string }): ReactNode => {
  const say = useSay(meSentences);
  const toast = useToast();
  const { send } = useChange();
  const form = useSavingForm({
    schema,
    values: { currentPassword: "", password: "" },
    save: (body) =>
      send({
        request: { method: "PUT", path: "/api/v1/me/password", body },
        contract: nothing,
        outdates: ["/api/v1/me/sessions", "/api/v1/access-tokens"],
      }),
    onSaved: () => {
      form.form.reset();
      toast({ text: say("password.changed") });
    },
  });
  const toggle = { "aria-label": say("password.show") };
  return (
    <Card>
      <Title order={2}>{say("password")}</Title>
      <SavingForm form={form} action={say("password.change")}>
        {/* For the password manager, which keeps the two together. */}
        <input type="text" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          name="currentPassword"
          label={say("password.current")}
          autoComplete="current-password"
          visibilityToggleButtonProps={toggle}
        />
        <PasswordField
          name="password"
          label={say("password.new")}
          description={say("password.hint", passwordLength)}
          autoComplete="new-password"
          visibilityToggleButtonProps={toggle}
        />
        <Text size="sm" c="dimmed">
          {say("password.warning")}
        </Text>
      </SavingForm>
    </Card>
  );
};

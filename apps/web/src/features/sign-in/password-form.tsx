import { signInResponseSchema } from "@tocsin/core/accounts";
import type { ReactNode } from "react";
import { z } from "zod";
import { PasswordField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { useSay } from "../../languages/index.ts";
import { ask } from "../../lib/http.ts";
import { refusalOf } from "./refusal.ts";
import { signInSentences } from "./sentences.ts";

export type SignInAnswer = ReturnType<typeof signInResponseSchema.parse>;

const schema = z.object({ email: z.string().trim().min(1).max(400), password: z.string().min(1).max(1_000) });

/** Address and password. What was typed stays through every refusal. */
export const PasswordForm = ({ onAnswer }: { readonly onAnswer: (answer: SignInAnswer) => void }): ReactNode => {
  const say = useSay(signInSentences);
  const form = useSavingForm({
    schema,
    values: { email: "", password: "" },
    save: (body) => ask({ method: "POST", path: "/api/v1/sign-in", body }, signInResponseSchema),
    onSaved: onAnswer,
  });
  return (
    <SavingForm form={form} action={say("submit")} refusal={(failure) => refusalOf(failure, "password", say)}>
      <TextField
        name="email"
        type="email"
        label={say("email")}
        autoComplete="username"
        autoCapitalize="off"
        spellCheck={false}
      />
      <PasswordField
        name="password"
        label={say("password")}
        autoComplete="current-password"
        visibilityToggleButtonProps={{ "aria-label": say("password.show") }}
      />
    </SavingForm>
  );
};

import { Button, Text } from "@mantine/core";
import { secondStepSchema, signedInSchema } from "@tocsin/core/accounts";
import type { ReactNode } from "react";
import { TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { PageTitle } from "../../components/page-title.tsx";
import { useSay } from "../../languages/index.ts";
import { ask } from "../../lib/http.ts";
import type { SignInAnswer } from "./password-form.tsx";
import { refusalOf } from "./refusal.ts";
import { signInSentences } from "./sentences.ts";

interface Props {
  readonly challenge: string;
  readonly onAnswer: (answer: SignInAnswer) => void;
  readonly onBack: () => void;
}

/** The second factor, after a password that was right. */
export const CodeForm = ({ challenge, onAnswer, onBack }: Props): ReactNode => {
  const say = useSay(signInSentences);
  const form = useSavingForm({
    schema: secondStepSchema,
    values: { challenge, code: "" },
    save: (body) => ask({ method: "POST", path: "/api/v1/sign-in/second-step", body }, signedInSchema),
    onSaved: onAnswer,
  });
  return (
    <>
      <PageTitle text={say("code.title")} focus />
      <Text>{say("code.intro")}</Text>
      <SavingForm
        form={form}
        action={say("code.submit")}
        refusal={(failure) => refusalOf(failure, "code", say)}
        beside={
          <Button variant="default" onClick={onBack}>
            {say("code.back")}
          </Button>
        }
      >
        <TextField
          name="code"
          label={say("code")}
          autoComplete="one-time-code"
          spellCheck={false}
          autoCapitalize="off"
        />
      </SavingForm>
    </>
  );
};

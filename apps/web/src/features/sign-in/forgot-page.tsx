import { Button, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { Foreign } from "../../components/foreign.tsx";
import { TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { Link } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useSay } from "../../languages/index.ts";
import { addressField } from "../../lib/credentials.ts";
import { ask, nothing } from "../../lib/http.ts";
import { Narrow } from "./narrow.tsx";
import { refusalOf } from "./refusal.ts";
import { signInSentences } from "./sentences.ts";

/** Asks for a mail with which to choose another password. The answer is the same for every address. */
export const ForgotPage = (): ReactNode => {
  const say = useSay(signInSentences);
  const [sentTo, setSentTo] = useState<string | null>(null);
  return (
    <Narrow>
      {sentTo === null ? (
        <RequestForm onSent={setSentTo} />
      ) : (
        <>
          <PageTitle text={say("forgot.done")} focus />
          <Text>{say.rich("forgot.doneHelp", { email: <Foreign text={sentTo} /> })}</Text>
          <div>
            <Button variant="default" onClick={() => setSentTo(null)}>
              {say("forgot.again")}
            </Button>
          </div>
        </>
      )}
      <BackToSignIn />
    </Narrow>
  );
};

const RequestForm = ({ onSent }: { readonly onSent: (email: string) => void }): ReactNode => {
  const say = useSay(signInSentences);
  const form = useSavingForm({
    schema: z.object({ email: addressField(say("email.fault")) }),
    values: { email: "" },
    save: async (body) => {
      const answer = await ask({ method: "POST", path: "/api/v1/password-resets", body }, nothing);
      return answer.ok ? { ...answer, value: body.email } : answer;
    },
    onSaved: onSent,
  });
  return (
    <>
      <PageTitle text={say("forgot.title")} />
      <Text>{say("forgot.intro")}</Text>
      <SavingForm form={form} action={say("forgot.submit")} refusal={(failure) => refusalOf(failure, "password", say)}>
        <TextField name="email" type="email" label={say("email")} autoComplete="username" spellCheck={false} />
      </SavingForm>
    </>
  );
};

export const BackToSignIn = (): ReactNode => (
  <Text size="sm">
    <Link to="/sign-in" underline="always">
      {useSay(signInSentences)("back")}
    </Link>
  </Text>
);

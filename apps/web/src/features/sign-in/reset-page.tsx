import { Text } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { z } from "zod";
import { Foreign } from "../../components/foreign.tsx";
import { PasswordField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { ButtonLink } from "../../components/link.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useSay } from "../../languages/index.ts";
import { newPasswordField } from "../../lib/credentials.ts";
import { ask, nothing } from "../../lib/http.ts";
import { type AccountLink, LookedAt } from "./link.tsx";
import { Narrow } from "./narrow.tsx";
import { refusalOf } from "./refusal.ts";
import { signInSentences } from "./sentences.ts";

const route = getRouteApi("/public/reset/$token");

/** Where the mail of a forgotten password leads. */
export const ResetPage = (): ReactNode => {
  const say = useSay(signInSentences);
  const { token } = route.useParams();
  const [done, setDone] = useState(false);
  if (!done) {
    return (
      <LookedAt purpose="passwordReset" token={token}>
        {(link) => <ResetForm link={link} token={token} onDone={() => setDone(true)} />}
      </LookedAt>
    );
  }
  return (
    <Narrow>
      <PageTitle text={say("reset.done")} focus />
      <Text>{say("reset.doneHelp")}</Text>
      <div>
        <ButtonLink to="/sign-in">{say("title")}</ButtonLink>
      </div>
    </Narrow>
  );
};

interface Props {
  readonly link: AccountLink;
  readonly token: string;
  readonly onDone: () => void;
}

const ResetForm = ({ link, token, onDone }: Props): ReactNode => {
  const say = useSay(signInSentences);
  const form = useSavingForm({
    schema: z.object({ password: newPasswordField }),
    values: { password: "" },
    save: ({ password }) =>
      ask({ method: "POST", path: "/api/v1/password-resets/complete", body: { token, password } }, nothing),
    onSaved: onDone,
  });
  const who = { name: <Foreign text={link.name} />, email: <Foreign text={link.email} /> };
  return (
    <>
      <PageTitle text={say("reset.title")} />
      <Text>{say.rich("reset.for", who)}</Text>
      <SavingForm form={form} action={say("reset.submit")} refusal={(failure) => refusalOf(failure, "password", say)}>
        {/* For the password manager, which keeps the two together. */}
        <input type="text" autoComplete="username" value={link.email} readOnly hidden />
        <PasswordField
          name="password"
          label={say("reset.password")}
          description={say("password.hint")}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": say("password.show") }}
        />
        <Text size="sm" c="dimmed">
          {say("reset.warning")}
        </Text>
      </SavingForm>
    </>
  );
};

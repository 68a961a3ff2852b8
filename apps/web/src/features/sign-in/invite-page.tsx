import { Text } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { signedInSchema } from "@tocsin/core/accounts";
import type { ReactNode } from "react";
import { z } from "zod";
import { Foreign } from "../../components/foreign.tsx";
import { PasswordField, TextField } from "../../components/form/fields.tsx";
import { SavingForm } from "../../components/form/saving-form.tsx";
import { useSavingForm } from "../../components/form/use-saving-form.ts";
import { PageTitle } from "../../components/page-title.tsx";
import { useSay } from "../../languages/index.ts";
import { newPasswordField } from "../../lib/credentials.ts";
import { ask } from "../../lib/http.ts";
import { useSession } from "../../lib/session.tsx";
import { type AccountLink, LookedAt } from "./link.tsx";
import { refusalOf } from "./refusal.ts";
import { signInSentences } from "./sentences.ts";

const route = getRouteApi("/public/invite/$token");

/** Where an invitation leads: choose a name and a password, and be signed in. */
export const InvitePage = (): ReactNode => {
  const { token } = route.useParams();
  return (
    <LookedAt purpose="invitation" token={token}>
      {(link) => <AcceptForm link={link} token={token} />}
    </LookedAt>
  );
};

const AcceptForm = ({ link, token }: { readonly link: AccountLink; readonly token: string }): ReactNode => {
  const say = useSay(signInSentences);
  const { enter } = useSession();
  const navigate = useNavigate();
  const form = useSavingForm({
    schema: z.object({ name: z.string().trim().min(1).max(100), password: newPasswordField }),
    values: { name: link.name, password: "" },
    save: (values) =>
      ask({ method: "POST", path: "/api/v1/invitations/accept", body: { token, ...values } }, signedInSchema),
    onSaved: () => {
      enter();
      void navigate({ to: "/", replace: true });
    },
  });
  return (
    <>
      <PageTitle text={say("invite.title")} />
      <Text>{say.rich("invite.for", { email: <Foreign text={link.email} /> })}</Text>
      <SavingForm form={form} action={say("invite.submit")} refusal={(failure) => refusalOf(failure, "password", say)}>
        <TextField name="name" label={say("invite.name")} autoComplete="name" />
        <input type="text" autoComplete="username" value={link.email} readOnly hidden />
        <PasswordField
          name="password"
          label={say("password")}
          description={say("password.hint")}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-label": say("password.show") }}
        />
      </SavingForm>
    </>
  );
};

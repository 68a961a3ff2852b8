import { Button, Stack, Text, TextInput, VisuallyHidden } from "@mantine/core";
import type { FormEvent, ReactNode } from "react";
import { Card } from "../../components/card.tsx";
import { PageTitle } from "../../components/page-title.tsx";
import { useLanguage } from "../../languages/index.ts";
import { AdministratorFields } from "./administrator-fields.tsx";
import type { SetupAnswer } from "./fields.ts";
import { useLinkToken } from "./link-token.ts";
import { OrganizationFields } from "./organization-fields.tsx";
import { SetupNotice } from "./setup-notice.tsx";
import { useSetupForm } from "./use-setup-form.ts";

/** The one form of the first start. It keeps what was entered through every refusal. */
export const SetupForm = ({ onDone }: { readonly onDone: (answer: SetupAnswer) => void }): ReactNode => {
  const { setup } = useLanguage().sentences;
  const form = useSetupForm(useLinkToken(), onDone);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <PageTitle text={setup.title} />
        <Text>{setup.intro}</Text>
      </Stack>
      <form noValidate onSubmit={submit}>
        <Stack gap="lg">
          <SetupNotice form={form} />
          {form.typesToken && (
            <Card>
              <TextInput
                {...form.bind("token")}
                label={setup.token}
                description={setup.tokenHint}
                autoComplete="off"
                autoCapitalize="off"
                spellCheck={false}
                required
              />
            </Card>
          )}
          <AdministratorFields form={form} />
          <OrganizationFields form={form} />
          <div>
            <Button type="submit" size="md" aria-disabled={form.sending}>
              {form.sending ? setup.sending : setup.submit}
            </Button>
            <VisuallyHidden role="status">{form.sending ? setup.sending : ""}</VisuallyHidden>
          </div>
        </Stack>
      </form>
    </Stack>
  );
};
